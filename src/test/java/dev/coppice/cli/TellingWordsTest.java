package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TellingWordsTest {

  private static Set<String> ofArguments(String... arguments) {
    Set<String> secrets = new HashSet<>();
    TellingWords.ofArguments(List.of(arguments), secrets);
    return secrets;
  }

  @ParameterizedTest
  @CsvSource({
    "postgres://shop:hunter22@db:5432/orders, hunter22",
    "https://user:p%40ssw0rd@git.example.org/a.git, p%40ssw0rd",
    "amqp://:hunter22@queue/, hunter22",
    "'host=db password=hunter22 user=shop', hunter22",
    "'{\"api_key\": \"hunter22\"}', hunter22",
    "--requirepass=hunter22, hunter22",
  })
  void finds_what_stands_behind_a_telling_word(String text, String secret) {
    Set<String> secrets = new HashSet<>();
    TellingWords.ofText(text, secrets);
    assertEquals(Set.of(secret), secrets);
  }

  @Test
  void finds_secrets_among_the_arguments_of_a_command() {
    assertEquals(Set.of("hunter22"), ofArguments("redis-server", "--requirepass", "hunter22"));
    assertEquals(Set.of("hunter22"), ofArguments("sh", "-c", "exec app --token hunter22 --port 1"));
    assertEquals(Set.of("hunter22"), ofArguments("mysqladmin", "ping", "-phunter22"));
  }

  @Test
  void leaves_ports_paths_variables_and_plain_words() {
    assertEquals(Set.of(), ofArguments("app", "-port8080", "--tls-key", "/run/key.pem"));
    assertEquals(Set.of(), ofArguments("sh", "-c", "app --password=$PASSWORD --auth true"));
    assertEquals(Set.of(), ofArguments("app", "http://db:5432/orders"));
  }

  @Test
  void finds_secrets_in_the_lines_of_a_file() {
    Set<String> secrets = new HashSet<>();
    TellingWords.ofLines(
        """
        # a comment
        NAME=shop
        DB_PASSWORD="open sesame"
        export API_TOKEN=hunter22
          - SECRET_KEY: abcdefgh
        DSN=postgres://a:hunter33@db/x
        """,
        secrets);
    assertEquals(
        true,
        secrets.containsAll(Set.of("open sesame", "hunter22", "abcdefgh", "hunter33")),
        secrets::toString);
    assertEquals(false, secrets.contains("shop"));
  }
}
