package dev.coppice.judge;

import dev.coppice.evidence.Evidence.Times;
import dev.coppice.evidence.Percentile;
import dev.coppice.evidence.Sample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long the answers of a streak took, from sending the question to the end of the answer.
 *
 * @param sorted milliseconds, the shortest first
 */
record AnswerTimes(List<Double> sorted) {

  static AnswerTimes of(Streak streak) {
    return new AnswerTimes(
        streak.samples().stream().map(AnswerTimes::milliseconds).sorted().toList());
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
