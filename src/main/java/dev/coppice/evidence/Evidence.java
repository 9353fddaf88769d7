package dev.coppice.evidence;

import dev.coppice.stack.EngineIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a run and what they amount to; {@code evidence.json}. Times are milliseconds after
 * impact unless a name says otherwise; instants are ISO-8601 UTC.
 *
 * @param sabotage what was done wrong on purpose, null in an honest run
 * @param impactAt null where the run ended before impact
 * @param reasons one sentence each, naming service, phase and cause
 * @param heldMs how long writers were held for the rescue copies, before impact
 * @param rpa null where no ledger ran or it was not read whole: not measured
 * @param unproven what this run does not prove, one sentence each
 */
public record Evidence(
    String format,
    String run,
    String command,
    RunRecord.ScenarioFile scenario,
    RunRecord.Tool tool,
    EngineIdentity engine,
    String project,
    RunRecord.Definition definition,
    RunRecord.Operator operator,
    String planSha256,
    @Nullable String sabotage,
    String rebuild,
    boolean interrupted,
    Instant startedAt,
    @Nullable Instant impactAt,
    Verdict verdict,
    List<String> reasons,
    List<Condition> conditions,
    @Nullable Double heldMs,
    @Nullable Rta rta,
    @Nullable Rpa rpa,
    List<FactResult> facts,
    List<Backup> backups,
    List<ObjectiveResult> objectives,
    List<Phase> phases,
    List<ServiceResult> services,
    List<ObjectResult> networks,
    List<ObjectResult> volumes,
    List<ObjectResult> images,
    List<ProbeResult> probes,
    List<Difference> differences,
    List<StepResult> steps,
    List<String> criticalPath,
    List<RunRecord.RescueCopy> rescueCopies,
    List<String> bystanders,
    List<String> deviations,
    List<String> unproven) {

  public static final String FORMAT = "coppice.evidence/v1";

  public Evidence {
    // Bundles that were written before there were facts do not tell of any.
    facts = facts == null ? List.of() : List.copyOf(facts);
  }

  /**
   * One of the eleven lines.
   *
   * @param id 1 to 11
   */
  public record Condition(int id, String name, Outcome outcome, String reason) {}

  /**
   * The recovery time actual.
   *
   * @param ms impact to the first success of the confirmed streak
   * @param uncertaintyMs recovery happened within this time before {@code ms}
   */
  public record Rta(double ms, double uncertaintyMs) {}

  /**
   * The recovery point actual.
   *
   * @param lostWrites acknowledged writes of the ledger that are not there after recovery
   * @param ms from the last write that survived to the impact, or the age of the restored backup
   *     where none did; null where nothing was restored that could tell
   * @param acknowledged how many writes were
   * @param lost their numbers
   * @param returned numbers of writes that are there and were never acknowledged
   */
  public record Rpa(
      int lostWrites,
      @Nullable Double ms,
      int acknowledged,
      List<Integer> lost,
      List<Integer> returned) {}

  /**
   * A fact before the disaster and after it.
   *
   * @param before what it was told to be, null where it was not told
   * @param same whether it is the same, within its tolerance
   */
  public record FactResult(
      String name,
      String kind,
      String asks,
      @Nullable String tolerance,
      @Nullable String before,
      @Nullable String after,
      boolean same) {}

  public record Backup(String name, String sha256, long bytes, Instant madeAt, long ageMs) {}

  /**
   * A target and what was measured against it.
   *
   * @param measuredMs null where there is no measurement, and then it is not met
   */
  public record ObjectiveResult(
      String name, long targetMs, @Nullable Double measuredMs, boolean met) {}

  public record Phase(String name, double start, double ms) {}

  /**
   * A service's way back.
   *
   * @param before its containers before the disaster
   * @param createdMs when its last replica was created; null where that was not seen
   * @param servedMs when its last replica's own health command first succeeded, run by us; null
   *     where it was not run or not seen to succeed
   * @param declaredMs when the engine had declared its last replica healthy; null where it had not
   *     by the end
   * @param readyMs when its last replica was ready: served or declared healthy, whichever was
   *     first, where it has a health check, ended well where it is one-shot, else started
   * @param lives of the containers that came up in this run, and of those that ran on
   */
  public record ServiceResult(
      String name,
      List<Replica> before,
      List<Replica> after,
      @Nullable Double createdMs,
      @Nullable Double startedMs,
      @Nullable Double servedMs,
      @Nullable Double declaredMs,
      @Nullable Double readyMs,
      boolean onCriticalPath,
      boolean lost,
      boolean oneShot,
      List<String> waitsFor,
      List<Life> lives) {

    public ServiceResult {
      // Bundles that were written before lives were followed do not tell of any.
      lives = lives == null ? List.of() : List.copyOf(lives);
    }
  }

  /**
   * One container of a service.
   *
   * @param container its identity
   * @param image reference it was created from
   * @param configDigest the engine's identity of the image that it runs
   * @param state the engine's word
   * @param health the engine's word, null where it has no health check
   * @param exitCode of its last end
   * @param restarts how often the engine restarted it by its policy
   * @param oomKilled whether it ran out of memory
   */
  public record Replica(
      String container,
      String image,
      String configDigest,
      @Nullable String state,
      @Nullable String health,
      int exitCode,
      int restarts,
      boolean oomKilled) {}

  /**
   * One life of a container after impact, by the engine's events.
   *
   * @param startedMs null where it ran at impact already, or its start was not heard
   * @param endedMs null where it did not end
   * @param exitCode null where it did not end
   * @param outOfMemory how often a process in it was killed because its memory was used up
   * @param relapsesMs when it became unhealthy after it had been healthy
   */
  public record Life(
      String container,
      @Nullable Double startedMs,
      @Nullable Double endedMs,
      @Nullable String exitCode,
      int outOfMemory,
      List<Double> relapsesMs) {}

  /** Identities before and after; null where there was none. */
  public record ObjectResult(String name, @Nullable String before, @Nullable String after) {}

  /**
   * How a probe went.
   *
   * @param before baseline samples
   * @param after samples of the confirmed streak
   * @param outage sent and ended between the confirmed loss and the first rebuild call
   * @param downtimeMs from its first failure to the first success of its confirmed streak
   * @param firstFailureMs null where it never failed after impact
   * @param firstSuccessMs the first success of its confirmed streak, null where there is none
   * @param spans how it went over time, for the availability strip
   * @param latency how long its answers took; null in bundles that were written before it was told
   */
  public record ProbeResult(
      String name,
      String kind,
      String asks,
      boolean survives,
      Count before,
      Count outage,
      Count after,
      @Nullable Double downtimeMs,
      @Nullable Double firstFailureMs,
      @Nullable Double firstSuccessMs,
      @Nullable String lastFailure,
      List<Span> spans,
      @Nullable Latency latency) {

    /** One of which nobody told how long its answers took. */
    public ProbeResult(
        String name,
        String kind,
        String asks,
        boolean survives,
        Count before,
        Count outage,
        Count after,
        @Nullable Double downtimeMs,
        @Nullable Double firstFailureMs,
        @Nullable Double firstSuccessMs,
        @Nullable String lastFailure,
        List<Span> spans) {
      this(
          name,
          kind,
          asks,
          survives,
          before,
          outage,
          after,
          downtimeMs,
          firstFailureMs,
          firstSuccessMs,
          lastFailure,
          spans,
          null);
    }
  }

  /**
   * How long a probe's answers took.
   *
   * @param before over the streak at the end of the baseline, null where there was none
   * @param after over the confirmed streak at the end, null where there was none
   * @param targetsMs what the scenario allows, by percentile
   * @param missed how it was slower than it may be, one sentence each
   */
  public record Latency(
      @Nullable Times before,
      @Nullable Times after,
      Map<String, Long> targetsMs,
      List<String> missed) {}

  /**
   * Times from sending a question to the end of its answer, by the share that took no longer.
   *
   * @param answers how many there were
   */
  public record Times(int answers, double p50Ms, double p95Ms, double p99Ms, double maxMs) {}

  public record Count(int passed, int failed) {}

  /** A stretch of time in which every sample of a probe had the same outcome. */
  public record Span(double fromMs, double toMs, boolean passed) {}

  /**
   * A difference between an original and what replaced it.
   *
   * @param explanation what in the definition explains it, null where nothing does
   */
  public record Difference(
      String object,
      String path,
      @Nullable String before,
      @Nullable String after,
      @Nullable String explanation) {}

  /** A step of the run with its time, for the timeline. */
  public record StepResult(
      String id,
      String phase,
      String verb,
      String object,
      String state,
      double startMs,
      double ms,
      boolean onCriticalPath,
      @Nullable String why) {}
}
