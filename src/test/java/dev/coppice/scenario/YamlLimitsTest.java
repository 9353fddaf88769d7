package dev.coppice.scenario;

import static dev.coppice.scenario.ScenarioFolder.LEAST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlLimitsTest {

  @TempDir Path folder;

  private List<String> problems(Path file) {
    // Whatever the file holds, an answer comes at once.
    return assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> new ScenarioFolder(folder).problems(file));
  }

  private List<String> problems(String text) {
    return problems(new ScenarioFolder(folder).write(text));
  }

  @ParameterizedTest
  @MethodSource
  void refuses_what_is_no_scenario_in_plain_words(String text, String problem) {
    assertEquals(List.of(problem), problems(text));
  }

  static Stream<Arguments> refuses_what_is_no_scenario_in_plain_words() {
    return Stream.of(
        Arguments.of("", "s.yaml:1:1: the file is empty: a scenario is expected"),
        Arguments.of(" \n\n", "s.yaml:1:1: the file is empty: a scenario is expected"),
        Arguments.of("# only words\n", "s.yaml:1:1: the file is empty: a scenario is expected"),
        Arguments.of(
            LEAST + "---\n" + LEAST,
            "s.yaml:9:1: a second document begins: a file holds one scenario, remove the ---"),
        Arguments.of("a:\n\tb: c\n", "s.yaml:2:1: a tab: YAML is indented with spaces"),
        Arguments.of(
            "a: b: c\n",
            "s.yaml:1:5: a key cannot stand here: is the indentation right, or does a text with"
                + " \": \" in it need quotes?"),
        Arguments.of("a: [b\nc: d\n", "s.yaml:2:2: a list that began with [ is not closed here"),
        Arguments.of("a: {b: c\n", "s.yaml:2:1: a mapping that began with { is not closed here"),
        Arguments.of("a: \"b\n", "s.yaml:2:1: a quoted text does not end"),
        Arguments.of(
            "a: 1\n  b: 2\n",
            "s.yaml:2:4: a key cannot stand here: is the indentation right, or does a text with"
                + " \": \" in it need quotes?"),
        Arguments.of("a: @b\n", "s.yaml:1:4: a text that begins with this character needs quotes"),
        Arguments.of("a: b\u0001\n", "s.yaml:1:5: the character U+0001 is not allowed in YAML"),
        Arguments.of("a: *b\n", "s.yaml:1:4: the alias *b has no anchor &b before it"),
        Arguments.of(
            "a: &b [*b]\n", "s.yaml:1:8: the alias *b stands inside of what it stands for"));
  }

  @Test
  void refuses_fifty_megabytes_without_reading_them() throws IOException {
    Path file = folder.resolve("s.yaml");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(50L << 20);
    }
    assertEquals(
        List.of("s.yaml:1:1: the file is larger than 1 MiB: this is no scenario"), problems(file));
  }

  @Test
  void refuses_a_folder_and_what_is_not_there() {
    assertEquals(
        List.of(folder + ":1:1: this is a folder: a scenario is a file"), problems(folder));
    assertEquals(
        List.of("none.yaml:1:1: there is no such file"), problems(folder.resolve("none.yaml")));
  }

  @Test
  void refuses_a_device_that_never_ends() {
    assertEquals(
        List.of("/dev/zero:1:1: this is not a regular file"), problems(Path.of("/dev/zero")));
  }

  @Test
  void says_from_where_on_a_file_is_not_utf_8() throws IOException {
    Path file = folder.resolve("s.yaml");
    Files.write(file, "a: b\nc: Gr\u00fc\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(List.of("s.yaml:2:6: the file is not UTF-8 from here on"), problems(file));
  }

  @Test
  void reads_past_a_byte_order_mark() {
    assertEquals("drill", new ScenarioFolder(folder).load("\uFEFF" + LEAST).scenario().name());
  }

  @Test
  void refuses_nesting_without_end() {
    assertEquals(
        List.of("s.yaml:1:65: nested deeper than 64 levels"), problems("[".repeat(10_000)));
    assertEquals(
        List.of("s.yaml:1:129: nested deeper than 64 levels"), problems("- ".repeat(10_000)));
    assertEquals(
        List.of("s.yaml:1:254: nested deeper than 64 levels"), problems("{a: ".repeat(10_000)));
  }

  @Test
  void refuses_ten_thousand_aliases() {
    assertEquals(
        List.of("s.yaml:2:405: more than 100 aliases"),
        problems("a: &a b\nc: [" + "*a, ".repeat(10_000) + "]\n"));
  }

  @Test
  void refuses_a_billion_laughs() {
    StringBuilder text = new StringBuilder("a0: &a0 [lol, lol]\n");
    for (int i = 1; i < 12; i++) {
      String one = "*a" + (i - 1);
      text.append(
          "a%d: &a%d [%s]\n"
              .formatted(i, i, String.join(", ", List.of(one, one, one, one, one, one, one))));
    }
    assertEquals(
        List.of("s.yaml:7:10: more than 100000 values, aliases counted in full"),
        problems(text.toString()));
  }

  @Test
  void refuses_depth_that_aliases_build_up() {
    String deep = "[".repeat(40) + "]".repeat(40);
    String deeper = "[".repeat(40) + "*a" + "]".repeat(40);
    assertEquals(
        List.of("s.yaml:2:44: nested deeper than 64 levels by an alias"),
        problems("a: &a " + deep + "\nb: " + deeper + "\n"));
  }

  @Test
  void reads_an_alias_as_what_it_stands_for() {
    String text =
        LEAST.replace("host: 127.0.0.1", "host: &h 127.0.0.1")
            + "    - {name: two, tcp: {host: *h, port: 1}}\n";
    assertEquals(2, new ScenarioFolder(folder).load(text).scenario().steadyState().probes().size());
  }
}
