package dev.coppice.judge;

import dev.coppice.evidence.Sample;
import dev.coppice.plan.Plan.PlannedProbe;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The unbroken successes at the end of a probe's samples.
 *
 * <p>Samples count in the order in which they were sent: a question that hung before the stack was
 * back and gave up after it says nothing against the answers to later questions.
 *
 * @param samples every one passed; empty where the last sample failed
 * @param lastFailure the failure before them, null where there was none
 * @param allowedGapMs how far apart two questions may be before something may have gone unseen
 */
public record Streak(List<Sample> samples, @Nullable Sample lastFailure, double allowedGapMs) {

  public Streak {
    samples = List.copyOf(samples);
  }

  /** The streak at the end of these samples, which are of this probe alone, in any order. */
  public static Streak of(PlannedProbe probe, List<Sample> samples) {
    List<Sample> sent =
        samples.stream().sorted(Comparator.comparingDouble(Sample::sentMs)).toList();
    int first = sent.size();
    while (first > 0 && sent.get(first - 1).passed()) {
      first--;
    }
    double gap = Math.max(3.0 * probe.everyMs(), (double) probe.timeoutMs() + probe.everyMs());
    return new Streak(
        sent.subList(first, sent.size()), first == 0 ? null : sent.get(first - 1), gap);
  }

  /** Whether nothing was asked at all. */
  public boolean isUnasked() {
    return samples.isEmpty() && lastFailure == null;
  }

  /** From the first answer to the last, in milliseconds. */
  public double lengthMs() {
    return samples.isEmpty() ? 0 : last().endedMs() - first().endedMs();
  }

  /** The longest time in which nothing was asked, in milliseconds. */
  public double widestGapMs() {
    double widest = 0;
    for (int i = 1; i < samples.size(); i++) {
      widest = Math.max(widest, samples.get(i).sentMs() - samples.get(i - 1).sentMs());
    }
    return widest;
  }

  /** Whether it is long enough and without a gap in which a failure could hide. */
  public boolean isConfirmed(long stableForMs) {
    return samples.size() >= 2 && lengthMs() >= stableForMs && widestGapMs() <= allowedGapMs;
  }

  Sample first() {
    return samples.get(0);
  }

  Sample last() {
    return samples.get(samples.size() - 1);
  }
}
