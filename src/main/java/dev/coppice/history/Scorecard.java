package dev.coppice.history;

import dev.coppice.evidence.Outline;
import dev.coppice.evidence.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of a game day, several drills one after the other; {@code scorecard.json}.
 *
 * @param exit the worst of its drills
 * @param stopped why the rest was not begun, null where all were
 */
public record Scorecard(
    String format,
    Instant startedAt,
    double ms,
    int exit,
    @Nullable String stopped,
    List<Card> cards) {

  public static final String FORMAT = "coppice.scorecard/v1";
  public static final String FILE = "scorecard.json";

  public Scorecard {
    cards = List.copyOf(cards);
  }

  /** How a drill of it ended. */
  public enum State {
    VERIFIED,
    NOT_VERIFIED,
    INCONCLUSIVE,
    REFUSED,
    DOWN,
    NOT_BEGUN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * One drill.
   *
   * @param exit with which it ended, null where it was not begun
   * @param bundle folder of its records, null where it left none
   * @param why what failed or refused it, null where nothing did
   */
  public record Card(
      String scenario,
      String file,
      String target,
      State state,
      @Nullable Integer exit,
      @Nullable String run,
      @Nullable String bundle,
      @Nullable Double rtaMs,
      @Nullable Long rtoMs,
      @Nullable Integer lostWrites,
      double ms,
      @Nullable String why) {}

  /** The card of a drill that was begun. */
  public static Card card(
      String scenario,
      String file,
      String target,
      int exit,
      @Nullable Path bundle,
      @Nullable Outline run,
      double ms,
      @Nullable String why) {
    return new Card(
        scenario,
        file,
        target,
        state(exit, run),
        exit,
        run == null ? null : run.run(),
        bundle == null ? null : bundle.toString(),
        run == null || run.rta() == null ? null : run.rta().ms(),
        run == null ? null : run.targetMs("rto"),
        run == null || run.rpa() == null ? null : run.rpa().lostWrites(),
        ms,
        why != null ? why : run == null || run.reasons().isEmpty() ? null : run.reasons().get(0));
  }

  /** The card of one that was not begun. */
  public static Card notBegun(String scenario, String file, String target, String why) {
    return new Card(
        scenario, file, target, State.NOT_BEGUN, null, null, null, null, null, null, 0, why);
  }

  /** By the exit code first: it knows what happened after the verdict too. */
  private static State state(int exit, @Nullable Outline run) {
    return switch (exit) {
      case 0 -> State.VERIFIED;
      case 1 ->
          run != null && run.verdict() == Verdict.INCONCLUSIVE
              ? State.INCONCLUSIVE
              : State.NOT_VERIFIED;
      case 4 -> State.DOWN;
      default -> State.REFUSED;
    };
  }
}
