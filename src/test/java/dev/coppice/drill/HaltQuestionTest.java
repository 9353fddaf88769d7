package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.probe.Probe;
import dev.coppice.probe.Probe.Answer;
import dev.coppice.process.CommandRunner;
import dev.coppice.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HaltQuestionTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String NAME = "`halt-if` command ./incident";

  private static Optional<String> command(CommandRunner commands) {
    return asked(new Scenario.HaltIf(List.of("./incident"), null, TIMEOUT), commands);
  }

  private static Optional<String> asked(Scenario.HaltIf haltIf, CommandRunner commands) {
    SmallEngine engine = new SmallEngine();
    return new HaltQuestion(
            haltIf, Path.of("/srv/shop"), commands, new Probe.Asking(engine.reads(), "shop"))
        .asked();
  }

  private static CommandRunner.Result exit(int code) {
    return new CommandRunner.Result(code, "", "", false);
  }

  @Test
  void stops_the_run_where_the_command_ends_with_0() {
    assertEquals(Optional.of(NAME), command(command -> exit(0)));
    assertEquals(Optional.empty(), command(command -> exit(1)));
  }

  @Test
  void runs_the_command_of_the_scenarios_folder() {
    command(
        command -> {
          assertEquals(List.of("/srv/shop/incident"), command.argv());
          assertEquals(Path.of("/srv/shop"), command.folder());
          assertEquals(TIMEOUT, command.timeout());
          return exit(1);
        });
  }

  @Test
  void stops_the_run_where_the_command_cannot_be_asked() {
    assertEquals(
        Optional.of(NAME + ", which gave no answer in time"),
        command(command -> new CommandRunner.Result(-1, "", "", true)));
    assertEquals(
        Optional.of(NAME + ", which cannot be run"),
        command(
            command -> {
              throw new UncheckedIOException(new IOException("no such file"));
            }));
  }

  @Test
  void stops_the_run_where_the_question_passes() {
    assertEquals(Optional.of("`halt-if`: is an incident open"), question(Answer.PASSED));
    assertEquals(Optional.empty(), question(Answer.failed("no")));
  }

  private static Optional<String> question(Answer answer) {
    Probe.Question question =
        new Probe.Question() {
          @Override
          public String kind() {
            return "test";
          }

          @Override
          public String inWords() {
            return "is an incident open";
          }

          @Override
          public boolean fromOutside() {
            return true;
          }

          @Override
          public boolean comparesContent() {
            return true;
          }

          @Override
          public Answer ask(Probe.Asking asking, Duration timeout) {
            return answer;
          }
        };
    return asked(
        new Scenario.HaltIf(List.of(), question, TIMEOUT),
        command -> {
          throw new AssertionError("no command is given");
        });
  }
}
