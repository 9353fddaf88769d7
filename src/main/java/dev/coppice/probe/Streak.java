package dev.coppice.probe;

import dev.coppice.evidence.Sample;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long one probe has passed without a break. Answers are taken in the order in which they were
 * sent, whatever order they end in: a question that still hangs may yet break the streak, and holds
 * it back until it has ended.
 */
final class Streak {

  private final SortedMap<Long, Sample> waiting = new TreeMap<>();
  private long asked;
  private long taken;

  private double firstMs = Double.NaN;
  private double lastMs = Double.NEGATIVE_INFINITY;
  private double failureEndedMs = Double.NEGATIVE_INFINITY;
  private double answeredSentMs = Double.NEGATIVE_INFINITY;
  private @Nullable String lastFailure;

  /** Takes note that a question is being sent. */
  long asked() {
    return asked++;
  }

  /** Takes note of what came of a question. */
  void ended(long question, Sample sample) {
    answeredSentMs = Math.max(answeredSentMs, sample.sentMs());
    if (!sample.passed()) {
      lastFailure = sample.why();
    }
    waiting.put(question, sample);
    for (Sample next = waiting.remove(taken); next != null; next = waiting.remove(taken)) {
      taken++;
      take(next);
    }
  }

  private void take(Sample sample) {
    if (!sample.passed()) {
      failureEndedMs = Math.max(failureEndedMs, sample.endedMs());
      firstMs = Double.NaN;
    } else if (Double.isNaN(firstMs)) {
      // A failure that was sent earlier may have ended later: the streak counts from then on.
      firstMs = Math.max(sample.endedMs(), failureEndedMs);
    }
    lastMs = sample.sentMs();
  }

  /**
   * Whether it passed all the time from the first success, or from {@code sinceMs} where that is
   * later, to the sending of its last one, and that for long enough. Stricter by one answer than
   * counting from end to end.
   */
  boolean hasHeld(double sinceMs, double forMs) {
    return !Double.isNaN(firstMs) && lastMs - Math.max(firstMs, sinceMs) >= forMs;
  }

  /** Whether a question that was sent at or after the given time has ended, passed or not. */
  boolean hasEndedSince(double sinceMs) {
    return answeredSentMs >= sinceMs;
  }

  /** Why it failed last, null where it never did. */
  @Nullable String lastFailure() {
    return lastFailure;
  }
}
