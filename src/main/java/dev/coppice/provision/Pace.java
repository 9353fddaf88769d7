package dev.coppice.provision;

import java.time.Duration;

/**
 * How soon a health command that failed is run again: soon at first, then ever later, and at the
 * latest as soon as the engine would.
 *
 * @param interval declared for the check
 */
record Pace(Duration interval) {

  private static final Duration FIRST = Duration.ofMillis(25);
  private static final double GROWTH = 1.5;

  /** What becomes healthy is noticed at most so late, however long it took. */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** So many tries later the pause has long reached its longest. */
  private static final int GROWN = 20;

  /**
   * The pause after a try.
   *
   * @param failed how many tries have failed by now, 1 or more
   * @param took how long the last one took: a busy machine gets as much rest as it had work
   */
  Duration after(int failed, Duration took) {
    double grown = FIRST.toNanos() * Math.pow(GROWTH, Math.min(failed, GROWN) - 1.0);
    Duration pause = shorter(Duration.ofNanos((long) grown), LONGEST);
    return shorter(pause.compareTo(took) < 0 ? took : pause, interval);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
