package dev.coppice.attest;

import dev.coppice.evidence.RunRecord;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Plan;
import dev.coppice.stack.EngineIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is signed before impact: by what the run will be judged, and which run it is. The statement
 * is about {@code plan.json}, {@code scenario.yaml} and {@code definition.json}.
 *
 * @param targets what will be lost
 * @param inapplicable conditions that do not apply: number to reason
 * @param sequence number that the run takes among those of its scenario
 * @param previous hash of what stands one place before, null in the first
 * @param signedAt by the wall clock of the machine that ran
 * @param publicKey SubjectPublicKeyInfo of the key that signs, in base64
 */
public record PlanPredicate(
    String run,
    String command,
    RunRecord.ScenarioFile scenario,
    String project,
    EngineIdentity engine,
    RunRecord.Tool tool,
    RunRecord.Definition definition,
    RunRecord.Operator operator,
    @Nullable String sabotage,
    List<Plan.Objective> objectives,
    List<Plan.PlannedProbe> probes,
    List<Loss> targets,
    List<Plan.PlannedFact> facts,
    Plan.@Nullable PlannedLedger ledger,
    Plan.Demands demands,
    long stableForMs,
    long timeoutMs,
    Map<Integer, String> inapplicable,
    long sequence,
    @Nullable String previous,
    Instant signedAt,
    String publicKey) {

  public static final String TYPE = "https://coppice.dev/attestation/plan/v1";

  /** The fact of the journal that notes the hash of the envelope: it was there by then. */
  public static final String NOTED = "planEnvelopeSha256";

  public PlanPredicate {
    objectives = List.copyOf(objectives);
    probes = List.copyOf(probes);
    targets = List.copyOf(targets);
    facts = List.copyOf(facts);
    inapplicable = java.util.Collections.unmodifiableMap(new TreeMap<>(inapplicable));
  }

  /**
   * What is to be said of a plan.
   *
   * @param plan as it was written, without secrets
   */
  public static PlanPredicate of(
      Plan plan,
      String run,
      RunRecord.ScenarioFile scenario,
      RunRecord.Tool tool,
      RunRecord.Definition definition,
      RunRecord.Operator operator,
      @Nullable String sabotage,
      Place place,
      Instant signedAt,
      VerifyingKey key) {
    return new PlanPredicate(
        run,
        plan.command(),
        scenario,
        plan.project(),
        plan.engine(),
        tool,
        definition,
        operator,
        sabotage,
        plan.objectives(),
        plan.probes(),
        plan.losses(),
        plan.facts(),
        plan.ledger(),
        plan.demands(),
        plan.stableForMs(),
        plan.timeoutMs(),
        plan.inapplicable(),
        place.sequence(),
        place.previous(),
        signedAt,
        key.base64());
  }

  public Place place() {
    return new Place(sequence, previous);
  }
}
