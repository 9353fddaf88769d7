package dev.coppice.provision;

import java.util.Comparator;
import java.util.TreeSet;

/**
 * How many health commands run at once over the whole stack: those that others wait for go first.
 * Nobody is made to wait here; who gets no place asks again.
 */
final class Places {

  /** Who wants a place: the more waits for it the sooner, and in the order in which they came. */
  static final class Turn {

    private final int need;
    private final int number;

    private Turn(int need, int number) {
      this.need = need;
      this.number = number;
    }
  }

  private static final Comparator<Turn> ORDER =
      Comparator.comparingInt((Turn turn) -> -turn.need).thenComparingInt(turn -> turn.number);

  private final int most;
  private final TreeSet<Turn> waiting = new TreeSet<>(ORDER);
  private int taken;
  private int turns;

  /**
   * @param most how many at once, 1 or more
   */
  Places(int most) {
    this.most = most;
  }

  /**
   * A turn of its own for somebody who will want places.
   *
   * @param need how long the row of those is that wait for it, 0 for none
   */
  synchronized Turn turn(int need) {
    return new Turn(need, turns++);
  }

  /** Takes a place where there is one, and stands in line for it otherwise. */
  synchronized boolean take(Turn turn) {
    waiting.add(turn);
    if (!isFreeFor(turn)) {
      return false;
    }
    waiting.remove(turn);
    taken++;
    return true;
  }

  /** Whether there is a place that nobody before it in the line will take. */
  synchronized boolean isFreeFor(Turn turn) {
    return waiting.headSet(turn).size() < most - taken;
  }

  /** Gives a place back. */
  synchronized void free() {
    taken--;
  }

  /** Wants no place any more. */
  synchronized void leave(Turn turn) {
    waiting.remove(turn);
  }
}
