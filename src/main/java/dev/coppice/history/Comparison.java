package dev.coppice.history;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Verdict;
import dev.coppice.plan.Plan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two runs side by side: {@code coppice compare --json}. Pure.
 *
 * @param lead the move that says most about the difference of the RTA, null where nothing on a
 *     critical path moved
 * @param moves all that took another time, the lead first, then what is on a critical path
 * @param changes all else that differs, verdict and conditions first
 */
public record Comparison(
    String format,
    Side before,
    Side after,
    @Nullable Move lead,
    List<Move> moves,
    List<Change> changes) {

  public static final String FORMAT = "coppice.compare/v1";

  public Comparison {
    moves = List.copyOf(moves);
    changes = List.copyOf(changes);
  }

  /** One of the two. */
  public record Side(
      String folder,
      String run,
      String scenario,
      Instant startedAt,
      Verdict verdict,
      @Nullable Double rtaMs,
      @Nullable Double uncertaintyMs,
      boolean cold) {}

  /**
   * Something that took another time.
   *
   * @param kind phase, service or step
   * @param beforeMs null where it was not in that run
   * @param afterMs null where it is not in that run
   * @param onCriticalPath in either of the two
   */
  public record Move(
      String kind,
      String name,
      @Nullable Double beforeMs,
      @Nullable Double afterMs,
      boolean onCriticalPath) {

    /** How much more time it took; what was not there took none. */
    public double ms() {
      return (afterMs == null ? 0 : afterMs) - (beforeMs == null ? 0 : beforeMs);
    }
  }

  /**
   * Something else that differs.
   *
   * @param topic verdict, condition, definition, image, service, probe, objective, data, engine or
   *     tool
   * @param before null where there was none
   * @param after null where there is none
   */
  public record Change(
      String topic, String name, @Nullable String before, @Nullable String after) {}

  /** What a comparison rests on. */
  public record Bundled(String folder, Plan plan, Evidence evidence) {

    private Side side() {
      Evidence.Rta rta = evidence.rta();
      return new Side(
          folder,
          evidence.run(),
          evidence.scenario().name(),
          evidence.startedAt(),
          evidence.verdict(),
          rta == null ? null : rta.ms(),
          rta == null ? null : rta.uncertaintyMs(),
          evidence.steps().stream()
              .anyMatch(step -> step.verb().equals("pull") && step.state().equals("done")));
    }
  }

  /** Compares a run with an earlier one. */
  public static Comparison of(Bundled before, Bundled after) {
    List<Move> moves = Moves.between(before.evidence(), after.evidence());
    Move lead = moves.stream().filter(Move::onCriticalPath).findFirst().orElse(null);
    return new Comparison(
        FORMAT, before.side(), after.side(), lead, moves, Changes.between(before, after));
  }
}
