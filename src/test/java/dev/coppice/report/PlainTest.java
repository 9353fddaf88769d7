package dev.coppice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "plain text|plain text",
        "Grüße, 注文, \uD83C\uDF31|Grüße, 注文, \uD83C\uDF31",
        "\u001b[1;31mred\u001b[0m|red",
        "\u009b31mred|red",
        "\u001b]0;title\u0007after|after",
        "\u001b]8;;http://x\u001b\\link|link",
        "\u001bcreset|reset",
        "\u001b|\uFFFD",
        "a\u0000b|a\uFFFDb",
        "a\u0007b|a\uFFFDb",
        "abc\u202Etxt.exe|abc\uFFFDtxt.exe",
        "a\u2066b\u2069|a\uFFFDb\uFFFD",
        "zero\u200Bwidth|zero\uFFFDwidth",
        "torn \uD83C half|torn \uFFFD half",
        "not\uFFFEa character|not\uFFFDa character",
        "tab\tstays|tab\tstays",
      })
  void takes_away_what_can_deceive_and_keeps_the_rest(String raw, String clean) {
    assertEquals(clean, Plain.text(raw));
  }

  @ParameterizedTest
  @CsvSource({"'one\r\ntwo\rthree', 'one two three'", "'  a \t b ', 'a b'"})
  void puts_a_name_on_one_line(String raw, String line) {
    assertEquals(line, Plain.line(raw));
  }
}
