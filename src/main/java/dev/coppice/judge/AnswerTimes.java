package dev.coppice.judge;

import dev.coppice.evidence.Evidence.Times;
import dev.coppice.evidence.Percentile;
import dev.coppice.evidence.Sample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long the answers of a streak took, from sending the question to the end of the answer.
 *
 * <p>After a failure, what was sent before the first answer was in does not count: such questions
 * waited for the stack to come back, all at once, and that is the recovery time. A front door that
 * holds requests while what is behind it starts has as many of them as fit into a probe's timeout.
 *
 * @param sorted milliseconds, the shortest first
 */
record AnswerTimes(List<Double> sorted) {

  static AnswerTimes of(Streak streak) {
    return new AnswerTimes(
        streak.samples().stream()
            .filter(sample -> sample.sentMs() >= sinceMs(streak))
            .map(AnswerTimes::milliseconds)
            .sorted()
            .toList());
  }

  private static double sinceMs(Streak streak) {
    return streak.lastFailure() == null ? Double.NEGATIVE_INFINITY : streak.first().endedMs();
  }

  private static double milliseconds(Sample sample) {
    return sample.endedMs() - sample.sentMs();
  }

  int count() {
    return sorted.size();
  }

  double ms(Percentile percentile) {
    return percentile.ofSorted(sorted);
  }

  boolean tells(Percentile percentile) {
    return count() >= percentile.needed();
  }

  /** As the evidence tells it; null where nothing was answered. */
  @Nullable Times times() {
    return sorted.isEmpty()
        ? null
        : new Times(
            count(),
            ms(Percentile.P50),
            ms(Percentile.P95),
            ms(Percentile.P99),
            ms(Percentile.MAX));
  }
}
