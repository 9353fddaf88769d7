package dev.coppice.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Sample;
import org.junit.jupiter.api.Test;

class StreakTest {

  private final Streak streak = new Streak();

  @Test
  void has_held_from_its_first_success_to_its_last_question() {
    answer(0, 10, true);
    answer(100, 110, true);

    assertTrue(streak.hasHeld(0, 90));
    assertFalse(streak.hasHeld(0, 91));
  }

  @Test
  void counts_only_from_the_given_time_on() {
    answer(0, 10, true);
    answer(100, 110, true);

    assertTrue(streak.hasHeld(50, 50));
    assertFalse(streak.hasHeld(51, 50));
  }

  @Test
  void is_broken_by_a_failure() {
    answer(0, 10, true);
    answer(100, 110, false);
    assertFalse(streak.hasHeld(0, 0));

    answer(200, 210, true);
    answer(300, 310, true);
    assertTrue(streak.hasHeld(0, 90));
    assertFalse(streak.hasHeld(0, 91));
  }

  @Test
  void waits_for_a_question_that_hangs_and_may_yet_break_it() {
    answer(0, 10, true);
    long hanging = streak.asked();
    answer(200, 210, true);
    assertFalse(streak.hasHeld(0, 1));

    streak.ended(hanging, sample(100, 2100, false));
    assertFalse(streak.hasHeld(0, 0));

    answer(2200, 2210, true);
    assertTrue(streak.hasHeld(0, 100), "it holds since the failure ended at 2100");
    assertFalse(streak.hasHeld(0, 101));
  }

  @Test
  void was_answered_only_by_a_question_that_was_sent_since() {
    answer(100, 900, false);

    assertTrue(streak.hasEndedSince(100));
    assertFalse(streak.hasEndedSince(101));
    assertEquals("no", streak.lastFailure());
  }

  private void answer(double sentMs, double endedMs, boolean passed) {
    streak.ended(streak.asked(), sample(sentMs, endedMs, passed));
  }

  private static Sample sample(double sentMs, double endedMs, boolean passed) {
    return new Sample("p", sentMs, endedMs, 0, passed, passed ? null : "no");
  }
}
