package dev.coppice.judge;

import dev.coppice.evidence.Sample;

/** A stretch of a run, milliseconds since its start. */
record Window(double fromMs, double toMs) {

  /** Whether the sample was sent and had its answer within it. */
  boolean holds(Sample sample) {
    return sample.sentMs() >= fromMs && sample.endedMs() <= toMs;
  }
}
