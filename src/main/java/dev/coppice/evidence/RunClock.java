package dev.coppice.evidence;

import java.time.Instant;

/** The clock of one run: monotonic, counted from the start of the run. */
public record RunClock(Instant startedAt, long startNanos) {

  public static RunClock start() {
    return new RunClock(Instant.now(), System.nanoTime());
  }

  /** Milliseconds since the start of the run. */
  public double nowMs() {
    return at(System.nanoTime());
  }

  /** A reading of {@link System#nanoTime} as milliseconds since the start of the run. */
  public double at(long nanoTime) {
    return (nanoTime - startNanos) / 1e6;
  }
}
