package dev.coppice.judge;

import dev.coppice.evidence.Evidence.Latency;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.Percentile;
import dev.coppice.plan.Plan.Demands;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether one probe is answered as quickly as it has to be, over its confirmed streak at the end.
 *
 * @param missed what it is slower than, one sentence each
 * @param unclear what cannot be told, one sentence each
 */
record Slowness(List<String> missed, List<String> unclear) {

  /**
   * Milliseconds by which a median may grow whatever the factor: a probe of a socket on the same
   * machine takes 1 to 5 ms, and one busy neighbour makes that several times as much without
   * anything being slower. A command run in a container takes 33 ms by itself, far above it.
   */
  static final double NOISE_MS = 20;

  private static final Percentile MEDIAN = Percentile.P50;

  static Slowness of(Facts facts, Availability availability) {
    Slowness found = new Slowness(new ArrayList<>(), new ArrayList<>());
    if (availability.steadyAfter().isConfirmed(facts.plan().stableForMs())) {
      AnswerTimes before = AnswerTimes.of(availability.steadyBefore());
      AnswerTimes after = AnswerTimes.of(availability.steadyAfter());
      String name = "Probe \"" + availability.probe().name() + "\" ";
      availability
          .probe()
          .latency()
          .forEach((word, ms) -> found.target(name, Percentile.of(word), ms, before, after));
      found.baseline(name, facts, before, after);
    }
    return found;
  }

  /** As the evidence tells it. */
  static Latency latency(Facts facts, Availability availability) {
    boolean confirmed = availability.steadyAfter().isConfirmed(facts.plan().stableForMs());
    return new Latency(
        AnswerTimes.of(availability.steadyBefore()).times(),
        confirmed ? AnswerTimes.of(availability.steadyAfter()).times() : null,
        availability.probe().latency(),
        of(facts, availability).missed());
  }

  void tell(Doubts doubts) {
    missed.forEach(doubts::fails);
    unclear.forEach(doubts::unclear);
  }

  /** Too few answers can still say that it is missed: where half of them took longer. */
  private void target(
      String name, Percentile percentile, long targetMs, AnswerTimes before, AnswerTimes after) {
    boolean tells = after.tells(percentile);
    Percentile seen = tells ? percentile : MEDIAN;
    if (after.count() > 0 && after.ms(seen) > targetMs && (tells || percentile != MEDIAN)) {
      missed.add(
          "%stook %s at %s over %s at the end of the run, and its `latency` allows %s at %s%s."
              .formatted(
                  name,
                  milliseconds(after.ms(seen)),
                  seen.word(),
                  Wording.count(after.count(), "answer"),
                  milliseconds((double) targetMs),
                  percentile.word(),
                  before.count() == 0
                      ? ""
                      : "; before the disaster it took " + milliseconds(before.ms(seen))));
    } else if (!tells) {
      unclear.add(
          "%shas %s at the end of the run, and a %s needs %d, or a single slow one would decide: ask more often (`every`)."
              .formatted(
                  name,
                  Wording.count(after.count(), "answer"),
                  percentile.word(),
                  percentile.needed()));
    }
  }

  private void baseline(String name, Facts facts, AnswerTimes before, AnswerTimes after) {
    Double factor = facts.plan().demands().maxSlowdown();
    if (factor == null || !Demands.comparesWithBaseline(facts.plan().command())) {
      return;
    }
    if (!before.tells(MEDIAN) || !after.tells(MEDIAN)) {
      unclear.add(
          "%swas answered %d times in the baseline and %d times at the end of the run; whether it became slower takes %d each: ask more often (`every`)."
              .formatted(name, before.count(), after.count(), MEDIAN.needed()));
      return;
    }
    double was = before.ms(MEDIAN);
    double is = after.ms(MEDIAN);
    if (is > factor * was && is - was > NOISE_MS) {
      missed.add(
          "%sbecame slower: half of its answers took %s or more at the end of the run and %s before the disaster, and `max-slowdown` allows %s times as much."
              .formatted(name, milliseconds(is), milliseconds(was), factor(factor)));
    }
  }

  private static String factor(double factor) {
    return factor == Math.rint(factor)
        ? String.valueOf((long) factor)
        : String.format(Locale.ROOT, "%.2f", factor);
  }

  private static String milliseconds(double ms) {
    return String.format(Locale.ROOT, ms < 10 ? "%.1f ms" : "%.0f ms", ms);
  }
}
