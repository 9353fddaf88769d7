package dev.coppice.evidence;

import dev.coppice.stack.Container;
import dev.coppice.stack.EngineIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run knows of itself; {@code run.json}. Times whose name ends in SinceStartMs are
 * milliseconds since the start of the run.
 *
 * @param command run, recover or resume
 * @param nonce the label value that every object made by this run carries
 * @param planSha256 hash of plan.json as written before impact
 * @param sabotage what was done wrong on purpose, null in an honest run
 * @param interrupted whether the run was taken up again after it died, failed or was halted
 * @param impactAt by the wall clock as it was at the start of the run
 * @param impactSinceStartMs null before the first destructive call; in recover, the command itself
 * @param goneSinceStartMs when the loss was confirmed by observing again
 * @param rebuildSinceStartMs when the first rebuilding call was made
 * @param fromCopiesSinceStartMs when it was decided that the stack comes back from its rescue
 *     copies, null where it was not
 * @param heldMs how long writers were held, null where none were
 * @param steps what became of each step that was begun
 * @param trials of backups before impact
 * @param deviations what differed from the plan or happened beside it, one sentence each
 * @param clockJumps where the wall clock of this machine jumped
 * @param touched identity of every object that a call of ours changed, removed or made; those on
 *     the run's own lock are in its journal
 * @param healthAnswers how containers answered when Coppice ran their own health command
 * @param down why the stack may not have stood any more when the run ended, one sentence each
 */
public record RunRecord(
    String run,
    String command,
    ScenarioFile scenario,
    Tool tool,
    EngineIdentity engine,
    Definition definition,
    Operator operator,
    String nonce,
    String planSha256,
    @Nullable String sabotage,
    Instant startedAt,
    boolean interrupted,
    @Nullable Instant impactAt,
    @Nullable Double impactSinceStartMs,
    @Nullable Double goneSinceStartMs,
    @Nullable Double rebuildSinceStartMs,
    @Nullable Double endSinceStartMs,
    @Nullable Double fromCopiesSinceStartMs,
    @Nullable Double heldMs,
    List<PhaseTime> phases,
    List<StepOutcome> steps,
    List<BackupFile> backups,
    List<TrialOutcome> trials,
    List<RescueCopy> rescueCopies,
    List<String> deviations,
    List<ClockJump> clockJumps,
    List<Touched> touched,
    List<HealthAnswer> healthAnswers,
    List<String> down) {

  /** How a deviation begins that tells what somebody else did to the stack. */
  public static final String OTHER_HAND = "somebody else changed the stack meanwhile";

  public RunRecord {
    // Records that were written before there was any such thing do not tell of it.
    trials = trials == null ? List.of() : List.copyOf(trials);
    clockJumps = clockJumps == null ? List.of() : List.copyOf(clockJumps);
    healthAnswers = healthAnswers == null ? List.of() : List.copyOf(healthAnswers);
    down = down == null ? List.of() : List.copyOf(down);
  }

  /**
   * What came of trying a backup before impact.
   *
   * @param notTried why it could not be tried, null where it was
   * @param failed in what it does not bring the data back, null where it does
   */
  public record TrialOutcome(
      String backup, @Nullable String notTried, @Nullable String failed, double ms) {}

  /**
   * The scenario of a run.
   *
   * @param record what only people can say about the test; null where the scenario says nothing
   */
  public record ScenarioFile(
      String name,
      @Nullable String description,
      String file,
      String sha256,
      @Nullable HumanRecord record) {

    /** One that has nothing recorded. */
    public ScenarioFile(String name, @Nullable String description, String file, String sha256) {
      this(name, description, file, sha256, null);
    }
  }

  public record Tool(String version, String commit) {}

  /**
   * The git state of the folder that holds the stack's definition.
   *
   * @param commit null where the folder is not under git
   */
  public record Definition(@Nullable String commit, boolean dirty) {}

  /**
   * Who ran it.
   *
   * @param trigger terminal, ci or schedule
   */
  public record Operator(String user, String host, String trigger) {}

  public record PhaseTime(String name, double startSinceStartMs, double ms) {}

  /**
   * What became of a step.
   *
   * @param why it failed or was left out, null where it was done
   */
  public record StepOutcome(
      String id,
      String verb,
      String object,
      State state,
      double startSinceStartMs,
      double ms,
      @Nullable String why) {

    /** How a step can end. */
    public enum State {
      DONE,
      FAILED,
      LEFT_OUT;

      @Override
      public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
      }
    }
  }

  /**
   * A backup that the run restored or was ready to restore.
   *
   * @param ageMs at impact
   * @param restored whether a restore step of this run read it to its end and exited 0
   */
  public record BackupFile(
      String name,
      String file,
      String sha256,
      long bytes,
      Instant madeAt,
      long ageMs,
      boolean restored) {}

  /**
   * A copy of a volume made before impact, or before a run made anew what it had made itself.
   *
   * @param bytes of the copy's file
   */
  public record RescueCopy(String volume, String file, String sha256, long bytes, int entries) {}

  /**
   * A jump of the wall clock, noticed at the latest at the end of a phase.
   *
   * @param ms forwards, or backwards where it is negative
   */
  public record ClockJump(double sinceStartMs, double ms) {}

  /**
   * An object that a call of ours changed.
   *
   * @param call the call in words, such as "remove container"
   */
  public record Touched(String call, String object) {}

  /**
   * How a container answered when Coppice ran its own health command.
   *
   * @param container its identity
   * @param startedAt when the life began in which it answered, null where the engine did not say
   * @param servedSinceStartMs when the command succeeded first; null where it was asked only at the
   *     end
   * @param atEnd whether it succeeded when it was asked at the end, null where it was not: then the
   *     engine itself had said that the container is healthy or unhealthy
   * @param why it did not succeed at the end, null where it did
   */
  public record HealthAnswer(
      String service,
      String container,
      @Nullable Instant startedAt,
      @Nullable Double servedSinceStartMs,
      @Nullable Boolean atEnd,
      @Nullable String why) {

    /** Whether it is the answer of the life that a container is in. */
    public boolean isOf(Container now) {
      return container.equals(now.id()) && Objects.equals(startedAt, now.startedAt());
    }
  }
}
