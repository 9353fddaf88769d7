package dev.coppice.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          # equals | contains | matches | at-least | at-most | text      | why
          200      | -        | -       | -        | -       | 200       | -
          200      | -        | -       | -        | -       | `200\n`   | -
          `200\n`  | -        | -       | -        | -       | 200       | -
          200      | -        | -       | -        | -       | 2000      | "2000" is not "200"
          200      | -        | -       | -        | -       | ` 200`    | " 200" is not "200"
          ``       | -        | -       | -        | -       | `\n`      | -
          -        | lde      | -       | -        | -       | Walden    | -
          -        | xy       | -       | -        | -       | Walden    | "Walden" does not contain "xy"
          -        | -        | W.*n    | -        | -       | `Wa\nn\n` | -
          -        | -        | W       | -        | -       | Walden    | "Walden" does not match "W"
          -        | -        | -       | 200      | -       | ` 200\n`  | -
          -        | -        | -       | 200      | -       | 2e2       | -
          -        | -        | -       | 200      | -       | 199.9     | "199.9" is less than 200
          -        | -        | -       | -        | 5       | 5.0       | -
          -        | -        | -       | -        | 5       | 6         | "6" is more than 5
          -        | -        | -       | 1        | 5       | ``        | "" is no number
          -        | -        | -       | 1        | -       | 1e999999  | "1e999999" is no number
          -        | -        | -       | 1        | -       | NaN       | "NaN" is no number
          200      | 3        | -       | -        | -       | 200       | "200" does not contain "3"
          """)
  void says_in_what_a_text_falls_short(
      String equals,
      String contains,
      String matches,
      BigDecimal atLeast,
      BigDecimal atMost,
      String text,
      String why) {
    Comparison comparison = new Comparison(lines(equals), contains, matches, atLeast, atMost);
    assertEquals(why, comparison.difference(lines(text)));
  }

  private static String lines(String text) {
    return text == null ? null : text.replace("\\n", "\n");
  }

  @Test
  void refuses_what_compares_with_nothing_or_with_what_cannot_be() {
    assertThrows(
        IllegalArgumentException.class, () -> new Comparison(null, null, null, null, null));
    assertThrows(IllegalArgumentException.class, () -> new Comparison(null, "", null, null, null));
    assertThrows(IllegalArgumentException.class, () -> new Comparison(null, null, "(", null, null));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Comparison(null, null, null, BigDecimal.TEN, BigDecimal.ONE));
  }

  @Test
  void repeats_of_a_hostile_answer_only_a_little_and_nothing_that_moves_a_cursor() {
    String why =
        new Comparison("x", null, null, null, null)
            .difference("\u001b[2J\u202eevil\n" + "a".repeat(10_000));

    assertEquals("\"\uFFFD[2J\uFFFDevil " + "a".repeat(110) + "…\" is not \"x\"", why);
  }

  @Test
  void gives_up_an_expression_that_never_ends_when_it_is_told_to_stop() throws Exception {
    Comparison runaway = new Comparison(null, null, "(.*)".repeat(12) + "[^a]", null, null);
    String text = "a".repeat(500);
    FutureTask<String> matching = new FutureTask<>(() -> runaway.difference(text));
    Thread thread = new Thread(matching);
    thread.start();
    thread.join(50);
    thread.interrupt();
    Throwable why =
        assertThrows(ExecutionException.class, () -> matching.get(20, TimeUnit.SECONDS)).getCause();
    assertEquals("matches was not done in time", why.getMessage());
  }

  @Test
  void an_expression_that_is_too_deep_for_its_text_is_no_match_and_no_crash() {
    Comparison deep = new Comparison(null, null, "(a|b)*", null, null);
    String text = "ab".repeat(500_000);
    String why =
        assertThrows(IllegalStateException.class, () -> deep.difference(text)).getMessage();
    assertEquals("matches is too deep for a text of this length", why);
  }
}
