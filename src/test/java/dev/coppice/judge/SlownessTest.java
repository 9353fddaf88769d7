package dev.coppice.judge;

import static dev.coppice.evidence.Outcome.FALSE;
import static dev.coppice.evidence.Outcome.TRUE;
import static dev.coppice.evidence.Outcome.UNKNOWN;
import static dev.coppice.judge.Row.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.evidence.Evidence.Latency;
import dev.coppice.evidence.Evidence.Times;
import dev.coppice.plan.Plan.Demands;
import dev.coppice.plan.Plan.PlannedProbe;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In an honest drill the probe "orders are served" is asked 49 times after its first answer. */
class SlownessTest {

  @ParameterizedTest
  @MethodSource("rows")
  void tells_whether_the_answers_are_as_quick_as_they_must_be(Row row) {
    row.check();
  }

  static Stream<Row> rows() {
    return Stream.of(
        row(8, TRUE, "", "all are within their target", f -> within(f, Map.of("p95", 5L))),
        row(
            8,
            FALSE,
            "\"orders are served\" took 300 ms at p95 over 47 answers at the end of the run, and"
                + " its `latency` allows 200 ms at p95; before the disaster it took 5.0 ms",
            "all are slow",
            f -> {
              within(f, Map.of("p95", 200L));
              Edits.take(f, FactsOf.BACK, FactsOf.END, 300);
            }),
        row(
            8,
            TRUE,
            "",
            "fewer than 5 of 100 are slow",
            f -> {
              within(f, Map.of("p50", 200L, "p95", 200L));
              Edits.take(f, 14_000, 14_200, 300);
            }),
        row(
            8,
            FALSE,
            "took 300 ms at max",
            "one is slow and none may be",
            f -> {
              within(f, Map.of("max", 200L));
              Edits.take(f, 14_000, 14_100, 300);
            }),
        row(
            8,
            FALSE,
            "took 300 ms at p95",
            "1 of 10 is slow",
            f -> {
              within(f, Map.of("p95", 200L));
              Edits.take(f, 14_000, 14_500, 300);
            }),
        row(
            8,
            TRUE,
            "",
            "what was asked while nothing answered came in all at once when the stack was back",
            f -> {
              within(f, Map.of("p95", 200L, "max", 200L));
              Edits.take(f, FactsOf.BACK, 14_000, 1_000);
            }),
        row(
            8,
            UNKNOWN,
            "has 0 answers at the end of the run",
            "all was asked before the first answer came",
            f -> {
              within(f, Map.of("max", 200L));
              Edits.take(f, FactsOf.BACK, FactsOf.BACK + 50, 5_000);
              Edits.take(f, FactsOf.BACK + 50, FactsOf.END, 4_000);
            }),
        row(
            8,
            FALSE,
            "took 900 ms at max",
            "one that was asked after the first answer came waited too",
            f -> {
              within(f, Map.of("max", 200L));
              Edits.take(f, FactsOf.BACK, 14_000, 1_000);
              Edits.take(f, 14_000, 14_100, 900);
            }),
        row(
            8,
            TRUE,
            "",
            "they were slow before",
            f -> {
              within(f, Map.of("p95", 200L));
              Edits.take(f, 0, FactsOf.IMPACT, 300);
            }),
        row(
            8,
            UNKNOWN,
            "has 49 answers at the end of the run, and a p99 needs 100",
            "there are too few to tell",
            f -> within(f, Map.of("p99", 200L))),
        row(
            8,
            FALSE,
            "took 300 ms at p50 over 49 answers at the end of the run, and its `latency` allows 200"
                + " ms at p99",
            "there are too few, and half of them are slow",
            f -> {
              within(f, Map.of("p99", 200L));
              Edits.take(f, 15_000, FactsOf.END, 300);
            }),
        row(
            8,
            UNKNOWN,
            "was not asked for",
            "the streak has a gap",
            f -> {
              within(f, Map.of("p95", 200L));
              Edits.drop(f, FactsOf.ORDERS, 15_000, 17_000);
            }),
        row(8, TRUE, "", "none became slower", SlownessTest::noSlower),
        row(
            8,
            FALSE,
            "\"orders are served\" became slower: half of its answers took 100 ms or more at the"
                + " end of the run and 30 ms before the disaster, and `max-slowdown` allows 3 times"
                + " as much",
            "they take more than three times as long",
            f -> {
              noSlower(f);
              Edits.take(f, 0, FactsOf.IMPACT, 30);
              Edits.take(f, FactsOf.BACK, FactsOf.END, 100);
            }),
        row(
            8,
            TRUE,
            "",
            "they take three times as long and no longer",
            f -> {
              noSlower(f);
              Edits.take(f, 0, FactsOf.IMPACT, 30);
              Edits.take(f, FactsOf.BACK, FactsOf.END, 90);
            }),
        row(
            8,
            TRUE,
            "",
            "5 ms became 25 ms, which is noise",
            f -> {
              noSlower(f);
              Edits.take(f, FactsOf.BACK, FactsOf.END, 25);
            }),
        row(
            8,
            FALSE,
            "became slower",
            "5 ms became 26 ms",
            f -> {
              noSlower(f);
              Edits.take(f, FactsOf.BACK, FactsOf.END, 26);
            }),
        row(
            8,
            UNKNOWN,
            "was answered 9 times in the baseline and 49 times at the end of the run; whether it"
                + " became slower takes 10 each",
            "the baseline is too short",
            f -> {
              noSlower(f);
              Edits.drop(f, FactsOf.ORDERS, 900, FactsOf.IMPACT);
            }),
        row(
            8,
            TRUE,
            "",
            "a recovery has nothing to compare with",
            f -> {
              Edits.recover(f);
              noSlower(f);
              Edits.take(f, FactsOf.BACK, FactsOf.END, 100);
            }));
  }

  @Test
  void tells_how_long_the_answers_took_before_and_after() {
    FactsOf facts = FactsOf.honest();
    within(facts, Map.of("p95", 200L));
    Edits.take(facts, FactsOf.BACK, FactsOf.END, 300);

    Latency latency = Judge.judge(facts.build()).probes().get(0).latency();

    assertEquals(new Times(50, 5, 5, 5, 5), latency.before());
    assertEquals(new Times(47, 300, 300, 300, 300), latency.after());
    assertEquals(Map.of("p95", 200L), latency.targetsMs());
    assertEquals(1, latency.missed().size(), latency.missed()::toString);
  }

  @Test
  void tells_nothing_of_answers_after_which_no_streak_is_confirmed() {
    FactsOf facts = FactsOf.honest();
    Edits.passes(facts, 17_900, 18_000, false);

    Latency latency = Judge.judge(facts.build()).probes().get(0).latency();

    assertEquals(null, latency.after());
    assertEquals(List.of(), latency.missed());
  }

  /**
   * The probe that asks twice a second is back half a second sooner, so that it has ten answers.
   */
  private static void noSlower(FactsOf facts) {
    facts.demands = new Demands(3.0, false);
    facts.samples(FactsOf.COUNT, FactsOf.BACK - 500, FactsOf.BACK, true);
  }

  private static void within(FactsOf facts, Map<String, Long> latency) {
    facts.replan(
        FactsOf.ORDERS,
        p ->
            new PlannedProbe(
                p.name(),
                p.kind(),
                false,
                true,
                p.reads(),
                100,
                1_000,
                p.asks(),
                latency,
                p.services()));
  }
}
