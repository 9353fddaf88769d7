package dev.coppice.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence.Span;
import dev.coppice.evidence.Sample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpansTest {

  @Test
  void merges_what_had_the_same_outcome() {
    List<Sample> samples =
        List.of(
            sample(6_000, 6_010, true), sample(6_100, 6_110, true), sample(6_200, 6_210, false));

    assertEquals(List.of(new Span(0, 110, true), new Span(200, 210, false)), spans(samples));
  }

  @Test
  void ends_a_question_that_hung_where_the_next_outcome_begins() {
    List<Sample> samples = List.of(sample(6_000, 8_000, false), sample(6_100, 6_110, true));

    assertEquals(List.of(new Span(0, 100, false), new Span(100, 110, true)), spans(samples));
  }

  @Test
  void counts_the_shortest_successes_to_the_failures_around_them_where_there_are_too_many() {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      spans.add(new Span(10.0 * i, 10.0 * i + (i == 4 ? 2 : 9), i % 2 == 0));
    }

    List<Span> fewer = Spans.bounded(spans, 7);

    assertEquals(7, fewer.size());
    assertEquals(new Span(30, 59, false), fewer.get(3));
  }

  @Test
  void never_hides_a_failure_and_never_has_more_than_can_be_drawn() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 10_001; i++) {
      samples.add(sample(6_000 + 10.0 * i, 6_005 + 10.0 * i, i % 2 == 0));
    }

    List<Span> spans = spans(samples);

    assertTrue(spans.size() <= Spans.MOST, "so many: " + spans.size());
    for (Sample failure : samples.stream().filter(s -> !s.passed()).toList()) {
      double at = failure.sentMs() - 6_000;
      assertTrue(
          spans.stream().anyMatch(s -> !s.passed() && s.fromMs() <= at && at <= s.toMs()),
          () -> "failure at " + at + " is hidden");
    }
  }

  private static List<Span> spans(List<Sample> samples) {
    return Spans.of(samples, new Timeline(FactsOf.honest().build().run()));
  }

  private static Sample sample(double sent, double ended, boolean passed) {
    return new Sample("p", sent, ended, 0, passed, null);
  }
}
