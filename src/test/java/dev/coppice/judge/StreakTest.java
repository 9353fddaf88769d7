package dev.coppice.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Sample;
import dev.coppice.plan.Plan.PlannedProbe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreakTest {

  private static final PlannedProbe PROBE =
      new PlannedProbe("p", "http", false, true, List.of(), 100, 50, "GET /");

  /** Each question is answered after 10 ms; {@code f} marks one that failed. */
  @ParameterizedTest
  @CsvSource({
    "0 100 200,        200, true",
    "0 100 200,        201, false",
    "0 100 200f,       0,   false",
    "0f 100 200,       100, true",
    "0 100f 200,       0,   false",
    "0 300 600,        600, true",
    "0 301 600,        600, false",
    "0f 400 500,       100, true",
    "0,                0,   false",
    "0f,               0,   false",
  })
  void is_confirmed_by_two_samples_long_enough_and_without_a_gap(
      String questions, long stableForMs, boolean confirmed) {
    List<Sample> samples = new ArrayList<>();
    for (String question : questions.trim().split(" ")) {
      double at = Double.parseDouble(question.replace("f", ""));
      samples.add(new Sample("p", at, at + 10, 0, !question.endsWith("f"), null));
    }

    assertEquals(confirmed, Streak.of(PROBE, samples).isConfirmed(stableForMs));
  }

  @Test
  void takes_samples_in_the_order_in_which_they_were_sent() {
    List<Sample> samples = new ArrayList<>();
    samples.add(new Sample("p", 0, 2_000, 0, false, "hung"));
    samples.add(new Sample("p", 100, 110, 0, true, null));
    samples.add(new Sample("p", 200, 210, 0, true, null));
    Collections.reverse(samples);

    Streak streak = Streak.of(PROBE, samples);

    assertEquals(100, streak.first().sentMs());
    assertEquals(100, streak.lengthMs());
    assertEquals("hung", streak.lastFailure().why());
  }

  @Test
  void allows_a_gap_in_which_a_slow_answer_was_awaited() {
    PlannedProbe slow = new PlannedProbe("p", "http", false, true, List.of(), 100, 2_000, "GET /");

    assertEquals(2_100, Streak.of(slow, List.of()).allowedGapMs());
    assertEquals(300, Streak.of(PROBE, List.of()).allowedGapMs());
  }

  @Test
  void knows_that_nothing_was_asked() {
    Streak streak = Streak.of(PROBE, List.of());

    assertTrue(streak.isUnasked());
    assertFalse(streak.isConfirmed(0));
    assertNull(streak.lastFailure());
    assertEquals(0, streak.lengthMs());
  }
}
