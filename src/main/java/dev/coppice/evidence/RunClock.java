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

  /** A reading of {@link Time#nanos} as milliseconds since the start of the run. */
  public double at(long nanoTime) {
    return (nanoTime - startNanos) / 1e6;
  }
}
