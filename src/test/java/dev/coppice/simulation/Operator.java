package dev.coppice.simulation;

import dev.coppice.drill.ExitCode;
import dev.coppice.drill.PastRun;
import dev.coppice.journal.State;
import java.util.List;
import java.util.Random;

/**
 * Whoever sits in front of the tool: what was interrupted he resumes, in some schedules undoes, and
 * in some he undoes what has ended.
 */
final class Operator {

  /** In one schedule of so many something is undone. */
  private static final int UNDOES_ONE_IN = 5;

  /** When he does. */
  private enum Undoes {
    NOTHING,
    WHAT_WAS_INTERRUPTED,
    WHAT_HAS_ENDED,
    BOTH
  }

  private final State state;
  private final Random random;
  private final Undoes undoes;
  private boolean hasUndone;

  Operator(World world) {
    state = Tool.state(world);
    random = new Random(world.schedule.seed() * 0xBF58476D1CE4E5B9L);
    boolean undoing = world.schedule.mayBeUndone() && random.nextInt(UNDOES_ONE_IN) == 0;
    undoes = undoing ? Undoes.values()[1 + random.nextInt(3)] : Undoes.NOTHING;
  }

  /** What he has for his own choices. */
  Random random() {
    return random;
  }

  /** Whether he goes back where he could go on; now and then he does the other again. */
  boolean goesBack() {
    return (undoes == Undoes.WHAT_WAS_INTERRUPTED || undoes == Undoes.BOTH)
        && random.nextInt(3) > 0
        && isThereAny();
  }

  /**
   * Whether he undoes what has ended, and was not undone on its way; seldom what lost nothing.
   *
   * @param exit with which it has ended
   */
  boolean undoesWhatHasEnded(int exit) {
    if (exit == ExitCode.REFUSED && random.nextInt(8) > 0) {
      return false;
    }
    return (undoes == Undoes.BOTH || (undoes != Undoes.NOTHING && !hasUndone)) && isThereAny();
  }

  private boolean isThereAny() {
    return !state.runs().isEmpty();
  }

  /** He undoes the drill, the first of all runs. */
  String undoneRun() {
    hasUndone = true;
    return state.runs().get(0);
  }

  /** Whether anything was undone. */
  boolean hasUndone() {
    return hasUndone;
  }

  /** What {@code coppice status} says to be unfinished. */
  List<PastRun> unfinished() {
    return PastRun.unfinished(state);
  }
}
