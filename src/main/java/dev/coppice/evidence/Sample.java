package dev.coppice.evidence;

import org.jspecify.annotations.Nullable;

/**
 * One question asked and what came of it; a line of {@code probes.ndjson}.
 *
 * @param sentMs when it was sent, milliseconds since the start of the run (not since impact: the
 *     line is written before the impact is known)
 * @param endedMs when the answer was complete, or was given up; same clock
 * @param lateMs how much later than its tick it was sent
 * @param why it failed, in a few words; null where it passed
 */
public record Sample(
    String probe,
    double sentMs,
    double endedMs,
    double lateMs,
    boolean passed,
    @Nullable String why) {

  public Sample {
    // The same few texts in hundreds of thousands of samples are kept once.
    probe = probe.intern();
    why = why == null ? null : why.intern();
  }
}
