package dev.coppice.judge;

import dev.coppice.evidence.Sample;

/** A stretch of a run, milliseconds since its start. */
record Window(double fromMs, double toMs) {

  /** Whether the sample was sent and had its answer within it. */
  boolean holds(Sample sample) {
    return holds(new Window(sample.sentMs(), sample.endedMs()));
  }

  boolean holds(Window other) {
    return other.fromMs >= fromMs && other.toMs <= toMs;
  }
}
