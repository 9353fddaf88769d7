package dev.coppice.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerCheckTest {

  @Test
  void takes_words_that_the_stack_says_twice() {
    assertEquals(
        Optional.of("1 walden"), AnswerCheck.own("12:01\n1 walden\n", "12:02\n1 walden\n"));
    assertEquals(
        Optional.of("served by api"),
        AnswerCheck.own("now 12:01\nserved by api", "now 12:02\nserved by api"));
  }

  @Test
  void takes_nothing_that_a_false_answer_says_too() {
    assertEquals(Optional.empty(), AnswerCheck.own("<h1>It works!</h1>", "<h1>It works!</h1>"));
    assertEquals(Optional.empty(), AnswerCheck.own("ok", "ok"));
    assertEquals(Optional.empty(), AnswerCheck.own(null, "1 walden"));
  }
}
