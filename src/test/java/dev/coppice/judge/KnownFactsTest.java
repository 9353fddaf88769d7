package dev.coppice.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence.FactResult;
import dev.coppice.evidence.FactReading;
import dev.coppice.evidence.FactReading.When;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.Verdict;
import dev.coppice.plan.Plan.PlannedFact;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownFactsTest {

  private final FactsOf facts = FactsOf.honest();

  private void fact(@Nullable String tolerance, List<String> reads) {
    facts.facts.add(
        new PlannedFact("orders", "exec", "count in db", tolerance, reads, List.of("db")));
  }

  private void told(When when, @Nullable String value) {
    facts.readings.add(
        new FactReading(
            "orders",
            when,
            1,
            2,
            value,
            value == null ? null : Hash.sha256(value),
            value == null ? "exit 1" : null));
  }

  private Finding finding() {
    return new DataReadBack().judge(facts.build());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "200, 200, -, TRUE",
        "200, 201, -, FALSE",
        "200, 200.0, -, FALSE",
        "200, 200.0, 0, TRUE",
        "200, 201, 1, TRUE",
        "200, 202, 1, FALSE",
        "200, many, 1, FALSE",
        "abc, abc, -, TRUE",
        "200, -, -, FALSE",
        "0, 0, -, UNKNOWN",
        "0.00, 0.00, 5, UNKNOWN",
        "'', '', -, UNKNOWN",
        "-, 200, -, UNKNOWN",
        "1e999999999, 2, 1, FALSE",
      })
  void a_fact_is_compared(
      @Nullable String before,
      @Nullable String after,
      @Nullable String tolerance,
      Outcome outcome) {
    fact(tolerance, List.of());
    told(When.BEFORE, before);
    told(When.AFTER, after);

    assertEquals(outcome, finding().outcome(), finding().reason());
  }

  @Test
  void what_is_not_asked_again_is_unknown() {
    fact(null, List.of());
    told(When.BEFORE, "200");

    assertEquals(Outcome.UNKNOWN, finding().outcome());
  }

  @Test
  void both_values_stand_in_the_reason_and_in_the_evidence() {
    fact(null, List.of());
    told(When.BEFORE, "200");
    told(When.AFTER, "150");

    assertEquals(
        "Fact \"orders\" was \"200\" before the disaster and is \"150\" after it.",
        finding().reason());
    assertEquals(Verdict.NOT_VERIFIED, Judge.judge(facts.build()).verdict());
    assertEquals(
        List.of(new FactResult("orders", "exec", "count in db", null, "200", "150", false)),
        Judge.judge(facts.build()).facts());
  }

  @Test
  void a_fact_that_was_silent_while_the_data_was_gone_reads_a_volume() {
    facts.probes.removeIf(probe -> !probe.reads().isEmpty());
    fact(null, List.of("orders-db"));
    told(When.BEFORE, "200");
    told(When.GONE, null);
    told(When.AFTER, "200");

    assertEquals(Outcome.TRUE, finding().outcome(), finding().reason());
  }

  @Test
  void a_fact_that_was_told_while_the_data_was_gone_proves_nothing() {
    fact(null, List.of("orders-db"));
    told(When.BEFORE, "200");
    told(When.GONE, "200");
    told(When.AFTER, "200");

    assertEquals(Outcome.UNKNOWN, finding().outcome());
    assertTrue(finding().reason().contains("does not show the data"), finding().reason());
  }

  @Test
  void the_last_answer_of_a_run_that_was_taken_up_again_counts() {
    fact(null, List.of());
    told(When.BEFORE, "200");
    told(When.AFTER, "150");
    told(When.AFTER, "200");

    assertEquals(Outcome.TRUE, finding().outcome());
  }
}
