package dev.coppice.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.Sample;
import dev.coppice.evidence.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of the judge for any history, drawn by seeds: a failure names its seed. */
class JudgePropertyTest {

  private static final int HISTORIES = 120;
  private static final double STABLE_FOR = 3_000;

  @Test
  void no_lie_hides_another() {
    List<LiarsTest.Liar> liars = LiarsTest.liars().toList();
    int judged = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      List<LiarsTest.Liar> lies = new ArrayList<>(liars);
      Collections.shuffle(lies, new Random(seed));
      FactsOf facts = FactsOf.honest();
      List<LiarsTest.Liar> told = new ArrayList<>();
      for (LiarsTest.Liar lie : lies.subList(0, 2 + seed % 3)) {
        // Of what another lie took away nothing can be said.
        if (facts.after != null && facts.loss != null && isStill(facts, lie)) {
          lie.edit().accept(facts);
          told.add(lie);
        }
      }

      Evidence evidence = Judge.judge(facts.build());

      assertNotEquals(Verdict.VERIFIED, evidence.verdict(), seed + ": " + told);
      judged += told.size() > 1 ? 1 : 0;
    }
    assertTrue(judged > HISTORIES / 2, "too few with more than one lie: " + judged);
  }

  /** Whether there still is what the lie is about. */
  private static boolean isStill(FactsOf facts, LiarsTest.Liar lie) {
    boolean replicas =
        facts.after.containers.stream().filter(c -> c.name().startsWith("shop-web-")).count() == 2;
    return replicas || !lie.lie().contains("container");
  }

  @Test
  void a_random_history_of_answers_is_verified_exactly_where_its_end_is_unbroken() {
    int verified = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      FactsOf facts = FactsOf.honest();
      double from = FactsOf.BACK + random.nextInt(5_000);
      double to = from + random.nextInt(600);
      String probe = random.nextBoolean() ? FactsOf.ORDERS : FactsOf.COUNT;
      switch (random.nextInt(4)) {
        case 0 -> facts.samples(probe, from, to, false);
        case 1 -> Edits.drop(facts, probe, from, to + random.nextInt(3_000));
        case 2 -> {
          facts.samples(probe, from, from + 100, false);
          Edits.drop(facts, probe, to, to + random.nextInt(500));
        }
        default -> Collections.shuffle(facts.samples, random);
      }

      Evidence evidence = Judge.judge(facts.build());

      boolean unbroken =
          isUnbroken(facts.samples, FactsOf.ORDERS, 100, 1_000)
              && isUnbroken(facts.samples, FactsOf.COUNT, 500, 2_000);
      assertEquals(
          unbroken, evidence.verdict() == Verdict.VERIFIED, seed + evidence.reasons().toString());
      verified += unbroken ? 1 : 0;
    }
    assertTrue(verified > HISTORIES / 10 && verified < HISTORIES * 9 / 10, "verified: " + verified);
  }

  /** As a person would count it, sample by sample from the end. */
  private static boolean isUnbroken(
      List<Sample> samples, String probe, double everyMs, double timeoutMs) {
    List<Sample> backwards =
        samples.stream()
            .filter(sample -> sample.probe().equals(probe))
            .sorted(Comparator.comparingDouble(Sample::sentMs).reversed())
            .toList();
    double mostApart = Math.max(3 * everyMs, everyMs + timeoutMs);
    // Nobody asked anything any more after the last question to any of them.
    double next = samples.stream().mapToDouble(Sample::sentMs).max().orElse(FactsOf.END);
    double end = Double.NaN;
    for (Sample sample : backwards) {
      if (next - sample.sentMs() > mostApart || !sample.passed()) {
        return false;
      }
      next = sample.sentMs();
      end = Double.isNaN(end) ? sample.endedMs() : end;
      if (end - sample.endedMs() >= STABLE_FOR) {
        // What lies before it is judged too: whatever passed without a break has no gap.
        return hasNoGapBefore(backwards, sample, mostApart);
      }
    }
    return false;
  }

  private static boolean hasNoGapBefore(List<Sample> backwards, Sample from, double mostApart) {
    double next = from.sentMs();
    for (Sample sample : backwards.subList(backwards.indexOf(from) + 1, backwards.size())) {
      if (!sample.passed()) {
        return true;
      }
      if (next - sample.sentMs() > mostApart) {
        return false;
      }
      next = sample.sentMs();
    }
    return true;
  }

  @Test
  void an_unknown_line_is_never_in_a_verified_history() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      FactsOf facts = FactsOf.honest();
      facts.samples.removeIf(sample -> random.nextInt(40) == 0);
      facts.events.removeIf(event -> random.nextInt(12) == 0);
      facts.after.containers.removeIf(container -> random.nextInt(40) == 0);

      Evidence evidence = Judge.judge(facts.build());

      boolean all =
          evidence.conditions().stream()
              .allMatch(
                  line ->
                      line.outcome() == Outcome.TRUE || line.outcome() == Outcome.NOT_APPLICABLE);
      assertEquals(all, evidence.verdict() == Verdict.VERIFIED, "seed " + seed);
      boolean complete = facts.after.containers.size() == 4;
      assertTrue(complete || evidence.verdict() != Verdict.VERIFIED, "seed " + seed);
    }
  }
}
