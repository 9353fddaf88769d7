package dev.coppice.evidence;

import dev.coppice.evidence.Evidence.Condition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of the sabotage of a stack's rebuild; {@code selftest.json}.
 *
 * @param passed whether both honest drills are verified and each lie that was told was found out
 * @param stopped whether it did not come to its end
 * @param first the honest drill at the beginning
 * @param last the honest drill at the end; null where it did not come to it
 * @param ms how long all of it took
 */
public record SelftestSummary(
    String format,
    RunRecord.ScenarioFile scenario,
    RunRecord.Tool tool,
    String project,
    String engine,
    Instant startedAt,
    double ms,
    boolean passed,
    boolean stopped,
    Drill first,
    List<Tried> mutations,
    @Nullable Drill last) {

  public static final String FORMAT = "coppice.selftest/v1";

  public SelftestSummary {
    mutations = List.copyOf(mutations);
  }

  /** What became of a lie. */
  public enum Fate {
    CAUGHT,
    BLIND_SPOT,
    NOT_JUDGED,
    LEFT_OUT,
    DOES_NOT_APPLY;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * One of its drills.
   *
   * @param exit code with which it ended
   * @param bundle the folder of its records
   */
  public record Drill(
      String run, int exit, Verdict verdict, List<String> reasons, String bundle, double ms) {}

  /**
   * One lie.
   *
   * @param caughtBy conditions that were true in the first drill and are not in this one
   * @param why it does not apply, could not be judged or is a blind spot; null where it was caught
   * @param check what would find it out, in the scenario's syntax; null but for a blind spot
   * @param drill in which it was told, null where it does not apply
   */
  public record Tried(
      String name,
      String what,
      Fate fate,
      List<Condition> caughtBy,
      @Nullable String why,
      @Nullable String check,
      @Nullable Drill drill) {

    public static Tried doesNotApply(String name, String what, String why) {
      return new Tried(name, what, Fate.DOES_NOT_APPLY, List.of(), why, null, null);
    }

    public static Tried leftOut(String name, String what) {
      return new Tried(name, what, Fate.LEFT_OUT, List.of(), "it was not asked for", null, null);
    }
  }
}
