package dev.coppice.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @ParameterizedTest
  @CsvSource({
    "hunter22,            'the password is hunter22.',   'the password is [secret].'",
    "abcd,                'abcd is too short to hide',   'abcd is too short to hide'",
    "'  padded1  ',       'x padded1 y',                 'x [secret] y'",
    "bookshop,            'stack bookshop stands',       'stack bookshop stands'",
    "books,               'books of bookshop-db',        '[secret] of bookshop-db'",
    "bookshop-secret,     'bookshop-secret of bookshop', '[secret] of bookshop'",
    "'$1(a',              'it is $1(a',                  'it is $1(a'",
    "'$1(ab',             'it is $1(ab',                 'it is [secret]'",
  })
  void takes_out_secrets_and_leaves_names(String secret, String text, String cleaned) {
    assertEquals(cleaned, new Redaction(List.of(secret), List.of("bookshop")).clean(text));
  }

  @Test
  void finds_a_secret_that_json_has_escaped() {
    Redaction redaction = new Redaction(List.of("line\"one\"\ntwo"), List.of());

    assertEquals("[secret] [secret]", redaction.clean("line\"one\"\ntwo line\\\"one\\\"\\ntwo"));
  }

  @Test
  void takes_the_longer_secret_first() {
    Redaction redaction = new Redaction(List.of("12345", "12345678"), List.of());

    assertEquals("[secret]", redaction.clean("12345678"));
  }

  record Value(boolean passed, double ms, Verdict verdict, Map<String, String> settings) {}

  @ParameterizedTest
  @ValueSource(strings = {"false", "12345", "passed", "VERIFIED", "settings", "\":\"", "volume"})
  void breaks_no_json_whatever_the_secret_is(String secret) {
    Value value =
        new Value(false, 12345.5, Verdict.VERIFIED, Map.of("volume", "it is " + secret + "."));

    String line = Json.line(value, new Redaction(List.of(secret), List.of()));

    Value back = Json.read(line, Value.class);
    assertEquals(12345.5, back.ms());
    assertEquals(Verdict.VERIFIED, back.verdict());
    assertFalse(back.passed());
    String expected = secret.length() < Redaction.SHORTEST ? secret : Redaction.MARK;
    assertEquals(Map.of("volume", "it is " + expected + "."), back.settings());
  }
}
