package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.compose.ComposeException;
import dev.coppice.drill.NotPutRightException;
import dev.coppice.drill.RefusedException;
import dev.coppice.engine.EngineException;
import dev.coppice.evidence.BundleException;
import dev.coppice.journal.JournalException;
import dev.coppice.scenario.Problem;
import dev.coppice.scenario.ScenarioException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class FailuresTest {

  private final StringWriter err = new StringWriter();

  private int handle(Exception failure, String... more) {
    CommandLine line = Main.commandLine(new Signals());
    line.setErr(new PrintWriter(err, true));
    String[] arguments =
        Stream.concat(Stream.of("validate", "x.yaml"), Stream.of(more)).toArray(String[]::new);
    return new Failures().handleExecutionException(failure, line, line.parseArgs(arguments));
  }

  /** As a failure stands that leaves what closing could not clear away. */
  private static Exception leaving(Exception failure, NotPutRightException left) {
    failure.addSuppressed(left);
    return failure;
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            2,
            new ScenarioException(
                List.of(new Problem(Path.of("a.yaml"), 3, 5, "unknown key `x`", null))),
            "a.yaml:3:5: unknown key `x`"),
        Arguments.of(
            3,
            new RefusedException("port 80 is held", "free it"),
            "Refused, nothing was touched:\n  - port 80 is held\n    free it"),
        Arguments.of(2, ComposeException.input("yaml: line 3", null), "yaml: line 3"),
        Arguments.of(3, ComposeException.refused("Compose is version 1"), "Compose is version 1"),
        Arguments.of(2, new BundleException("x is not a bundle"), "x is not a bundle"),
        Arguments.of(2, new JournalException("j:3: damaged"), "j:3: damaged"),
        Arguments.of(
            4,
            new UnfinishedException(
                "go on with: coppice resume r1", new EngineException("a", "b", 500, null)),
            "go on with: coppice resume r1"),
        Arguments.of(
            4,
            leaving(
                new EngineException("inspect the lock", "connection reset", 0, null),
                new NotPutRightException(
                    "r1", new EngineException("inspect db", "refused", 0, null))),
            "tried to inspect the lock but failed because: connection reset\n"
                + "tried to end run r1 as if it had never been but failed because: tried to"
                + " inspect db but failed because: refused\n"
                + "Users may be without the stack. Next: coppice resume r1"),
        Arguments.of(
            3,
            new EngineException("ask the engine", "connection refused", 0, null),
            "Nothing was touched: tried to ask the engine but failed because: connection refused\n"
                + "  Is the engine running, and may this user reach it?"),
        Arguments.of(
            3,
            new UncheckedIOException("tried to make /r", new AccessDeniedException("/r")),
            "Nothing was touched: tried to make /r but failed because: permission denied: /r"),
        Arguments.of(
            3,
            new NullPointerException("oops"),
            "Nothing was touched: oops\n"
                + "This is a fault of Coppice itself: run it again with -v and report what it"
                + " says."));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void become_an_exit_code_and_words_without_a_stack_trace(
      int exit, Exception failure, String words) {
    assertEquals(exit, handle(failure));
    assertEquals(words, err.toString().strip().replace("\r", ""));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void show_a_stack_trace_only_of_our_own_faults(int exit, Exception failure, String words) {
    handle(failure, "-v");

    assertEquals(failure instanceof NullPointerException, err.toString().contains("\tat "), words);
  }

  @Test
  void name_the_causes_on_request() {
    handle(ComposeException.input("no", new java.io.IOException("the cause")), "-v");

    assertTrue(err.toString().contains("caused by: java.io.IOException: the cause"));
  }

  @Test
  void say_what_is_wrong_with_a_command_and_where_to_read_on() {
    CommandLine line = Main.commandLine(new Signals());
    line.setErr(new PrintWriter(err, true));

    assertEquals(2, line.execute("rnu", "x.yaml"));
    assertTrue(err.toString().contains("'rnu'"), err.toString());
    assertTrue(err.toString().contains("See: coppice --help"), err.toString());
    assertFalse(err.toString().contains("\tat "));
  }
}
