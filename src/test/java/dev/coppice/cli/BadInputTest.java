package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with the input: exit code 2, all of it at once, no stack trace. */
class BadInputTest {

  private static final List<String> COMMANDS =
      List.of("validate", "plan", "run", "recover", "lock", "backup");

  @TempDir Path folder;

  private record Said(int exit, String out, String err) {}

  private static Said coppice(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Main.commandLine(new Signals())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args);
    return new Said(exit, out.toString(), err.toString());
  }

  /** The stack's file is named wrongly too, so that no engine and no Compose is asked. */
  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(
            "unknown key",
            "scenaro: x\nstack: {compos: a.yaml}\n",
            List.of(
                ":1:1: unknown key `scenaro`, did you mean scenario?",
                ":2:9: unknown key `compos`, did you mean compose?")),
        Arguments.of(
            "duplicate key",
            "scenario: x\nscenario: y\n",
            List.of(":2:1: `scenario` is here twice, the first time in line 1")),
        Arguments.of(
            "wrong types",
            "scenario: x\nstack: [a]\ndisaster: containers\nprotect: perhaps\n",
            List.of(":2:8: `stack` must be", ":3:11: `disaster` must be", ":4:10: `protect` must")),
        Arguments.of(
            "bad durations and URLs",
            """
            scenario: x
            steady-state:
              stable-for: soon
              probes:
                - {name: a, every: -3, http: {url: "htp:/x"}}
            """,
            List.of(":3:15: `stable-for` must", ":5:24: `every` must", ":5:40: `url` must")),
        Arguments.of(
            "no probe at all",
            "scenario: x\nsteady-state: {probes: []}\n",
            List.of("no probe at all")),
        Arguments.of(
            "impossible combination",
            "scenario: x\ndisaster: [{lose: volumes}]\n",
            List.of(":2:19: volumes cannot be lost while their containers stand")),
        Arguments.of(
            "alias of itself", "a: &a [*a]\n", List.of(":1:8: the alias *a stands inside")),
        Arguments.of(
            "aliases without end",
            "a: &a [1]\nb: [" + "*a, ".repeat(200) + "]\n",
            List.of("more than 100 aliases")),
        Arguments.of(
            "nesting without end", "a: " + "[".repeat(100_000), List.of("nested deeper than 64")),
        Arguments.of("empty", "", List.of(":1:1: the file is empty")),
        Arguments.of("only a comment", "# nothing\n", List.of(":1:1: the file is empty")),
        Arguments.of("no mapping", "just text\n", List.of(":1:1: a scenario must be a mapping")),
        Arguments.of(
            "two documents",
            "scenario: x\n---\nscenario: y\n",
            List.of("a second document begins")),
        Arguments.of("broken YAML", "scenario: \"x\n", List.of("a quoted text does not end")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void tells_everything_that_is_wrong_with_its_place(
      String name, String content, List<String> expected) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.yaml"), content);

    for (String command : COMMANDS) {
      Said said = coppice(command, file.toString());

      assertEquals(2, said.exit(), command + ": " + said.err());
      assertTrue(
          said.err().lines().allMatch(line -> line.startsWith(file + ":")),
          () -> command + " says where: " + said.err());
      assertAll(
          expected.stream()
              .map(line -> () -> assertTrue(said.err().contains(line), line + "\n" + said.err())));
    }
  }

  @Test
  void refuses_what_is_no_text_file() throws IOException {
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {'a', ':', (byte) 0xff});
    Path huge = folder.resolve("huge.yaml");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(50L << 20);
    }

    assertRefused("is not UTF-8 from here on", binary);
    assertRefused("larger than 1 MiB", huge);
    assertRefused("this is a folder", folder);
    assertRefused("there is no such file", folder.resolve("missing.yaml"));
  }

  private static void assertRefused(String why, Path file) {
    Said said = coppice("run", file.toString(), "--confirm", "a@b");
    assertEquals(2, said.exit(), said.err());
    assertTrue(said.err().startsWith(file + ":1:"), said.err());
    assertTrue(said.err().contains(why), said.err());
  }

  @Test
  void one_wrong_file_does_not_keep_the_others_from_being_read() throws IOException {
    Path first = Files.writeString(folder.resolve("first.yaml"), "");
    Path second = Files.writeString(folder.resolve("second.yaml"), "- a\n");

    Said said = coppice("validate", first.toString(), second.toString());

    assertEquals(2, said.exit());
    assertTrue(said.err().contains("first.yaml:1:1"), said.err());
    assertTrue(said.err().contains("second.yaml:1:1"), said.err());
  }

  @Test
  void shows_no_trace_of_its_own_calls_for_what_the_user_can_mend() throws IOException {
    Path bundle = Files.createDirectories(folder.resolve("bundle"));
    Files.writeString(bundle.resolve("evidence.json"), "{\"verdict\": [1]}");

    Said said = coppice("report", bundle.toString(), "-v");

    assertEquals(2, said.exit());
    assertFalse(said.err().contains("\tat "), said.err());
    assertTrue(said.err().contains("caused by"), said.err());
  }

  static Stream<Arguments> bundles() {
    return Stream.of(
        Arguments.of("half of it", "{\"format\"", "but failed because: Unexpected end-of-input"),
        Arguments.of("nothing in it", "{}", "it is no such record of a run"),
        Arguments.of("a list", "[1]", "it is no such record of a run"),
        Arguments.of("a wrong value", "{\"verdict\": [1]}", "it is no such record of a run, see"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bundles")
  void says_which_file_of_a_bundle_is_damaged(String name, String evidence, String why)
      throws IOException {
    Files.write(folder.resolve("evidence.json"), evidence.getBytes(StandardCharsets.UTF_8));

    Said said = coppice("report", folder.toString());

    assertEquals(2, said.exit());
    assertTrue(said.err().contains(folder.resolve("evidence.json").toString()), said.err());
    assertTrue(said.err().contains(why), said.err());
    assertFalse(said.err().contains("dev.coppice"), "it names a class: " + said.err());
  }

  static Stream<Arguments> usage() {
    return Stream.of(
        Arguments.of(List.of("vlidate"), "Did you mean: coppice validate or coppice gate"),
        Arguments.of(List.of("run", "a.yaml", "--confrm", "x"), "--confirm"),
        Arguments.of(List.of("run"), "Missing required parameter: 'SCENARIO'"),
        Arguments.of(List.of("run", "a.yaml", "b.yaml"), "b.yaml"),
        Arguments.of(List.of("validate", ""), "no file is named"),
        Arguments.of(List.of("report", "nowhere"), "nowhere is not a bundle"),
        Arguments.of(List.of("resume", "no-such-run"), "no run no-such-run is known"),
        Arguments.of(List.of(), "Missing required subcommand"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("usage")
  void says_how_it_is_used(List<String> args, String expected) {
    Said said = coppice(args.toArray(String[]::new));

    assertEquals(2, said.exit(), said.err());
    assertTrue(said.err().contains(expected), said.err());
  }

  @Test
  void lists_no_command_that_does_not_answer() {
    Said help = coppice("--help");

    assertEquals(0, help.exit());
    for (String command :
        List.of("validate", "plan", "run", "recover", "resume", "lock", "backup", "report")) {
      assertTrue(help.out().contains("  " + command + " "), help.out());
      assertEquals(0, coppice(command, "--help").exit(), command);
    }
  }
}
