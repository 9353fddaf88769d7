package dev.coppice.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter+/22&<x>\"q'",
        "hunter%2B%2F22%26%3Cx%3E%22q%27",
        "hunter%2b%2f22%26%3cx%3e%22q%27",
        "hunter+/22&amp;&lt;x&gt;&quot;q&#39;",
        "hunter+/22&<x>\\\"q'",
        "68756e7465722b2f3232263c783e227127",
        "68756E7465722B2F3232263C783E227127",
      })
  void finds_a_secret_however_it_is_spelt(String spelt) {
    Redaction redaction = new Redaction(List.of("hunter+/22&<x>\"q'"), List.of());

    assertEquals("it is [secret].", redaction.clean("it is " + spelt + "."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u", "us", "user:", "a longer user:"})
  void finds_a_secret_within_a_login_in_base64(String before) {
    Redaction redaction = new Redaction(List.of("hunter22hunter"), List.of());
    byte[] login = (before + "hunter22hunter" + "?more").getBytes(StandardCharsets.UTF_8);
    for (String text :
        List.of(
            Base64.getEncoder().encodeToString(login),
            Base64.getUrlEncoder().withoutPadding().encodeToString(login))) {
      String cleaned = redaction.clean("Basic " + text);
      assertTrue(cleaned.contains("[secret]"), cleaned);
    }
  }

  @Test
  void hides_each_line_of_a_key_but_not_its_words() {
    Redaction redaction =
        new Redaction(List.of("-----BEGIN-----\nMIIEvQIBADANBgkq\nshort\n"), List.of());

    assertEquals("key [secret] is short", redaction.clean("key MIIEvQIBADANBgkq is short"));
  }

  @Test
  void goes_through_a_large_text_quickly_however_many_secrets_there_are() {
    List<String> secrets = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      secrets.add("secret-number-" + i + "-of-many");
    }
    Redaction redaction = new Redaction(secrets, List.of());
    String text = "a line of a log that holds nothing secret at all\n".repeat(100_000);

    assertEquals(text, assertTimeout(Duration.ofSeconds(20), () -> redaction.clean(text)));
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
