package dev.coppice.attest;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Manifest;
import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is signed of a sealed bundle: how the run was judged. The statement is about {@code
 * manifest.json}, and so about every file that it lists, and {@code evidence.json}.
 *
 * @param planEnvelopeSha256 hash of {@code plan.dsse.json}; null where no plan was signed
 * @param testResultSha256 hash of {@code test-result.dsse.json}
 * @param signedAt by the wall clock of the machine that signed
 * @param publicKey SubjectPublicKeyInfo of the key that signs, in base64
 */
public record RecoveryPredicate(
    String run,
    String command,
    String scenario,
    String project,
    String engine,
    Verdict verdict,
    Evidence.@Nullable Rta rta,
    Evidence.@Nullable Rpa rpa,
    List<Evidence.Condition> conditions,
    List<Evidence.ObjectiveResult> objectives,
    Instant startedAt,
    @Nullable Instant impactAt,
    boolean interrupted,
    @Nullable String sabotage,
    long sequence,
    @Nullable String previous,
    String planSha256,
    @Nullable String planEnvelopeSha256,
    String testResultSha256,
    RunRecord.Tool tool,
    Instant signedAt,
    String publicKey) {

  public static final String TYPE = "https://coppice.dev/attestation/recovery/v1";

  public RecoveryPredicate {
    conditions = List.copyOf(conditions);
    objectives = List.copyOf(objectives);
  }

  /** What is to be said of a bundle. */
  public static RecoveryPredicate of(
      Manifest manifest,
      Evidence evidence,
      @Nullable String planEnvelopeSha256,
      String testResultSha256,
      Instant signedAt,
      String publicKey) {
    return new RecoveryPredicate(
        evidence.run(),
        evidence.command(),
        evidence.scenario().name(),
        evidence.project(),
        evidence.engine().name(),
        evidence.verdict(),
        evidence.rta(),
        evidence.rpa(),
        evidence.conditions(),
        evidence.objectives(),
        evidence.startedAt(),
        evidence.impactAt(),
        evidence.interrupted(),
        evidence.sabotage(),
        manifest.sequence(),
        manifest.previous(),
        evidence.planSha256(),
        planEnvelopeSha256,
        testResultSha256,
        evidence.tool(),
        signedAt,
        publicKey);
  }
}
