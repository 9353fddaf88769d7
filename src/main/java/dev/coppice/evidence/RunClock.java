package dev.coppice.evidence;

import dev.coppice.time.Time;
import java.time.Instant;

/**
 * The clock of one run: monotonic, counted from the start of the run.
 *
 * @param time by which it goes
 */
public record RunClock(Instant startedAt, long startNanos, Time time) {

  public static RunClock start(Time time) {
    return new RunClock(time.wall(), time.nanos(), time);
  }

  /** Milliseconds since the start of the run. */
  public double nowMs() {
    return at(time.nanos());
  }

  /**
   * The instant at a time of the run by the wall clock as it was at the start: a wall clock that
   * jumps meanwhile changes nothing in it.
   */
  public Instant instant(double ms) {
    return startedAt.plusNanos(Math.round(ms * 1e6));
  }

  /** A reading of {@link Time#nanos} as milliseconds since the start of the run. */
  public double at(long nanoTime) {
    return (nanoTime - startNanos) / 1e6;
  }
}
