package dev.coppice.drill;

import dev.coppice.probe.Probe;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import dev.coppice.scenario.Scenario;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The scenario's {@code halt-if}: a command or a question that can stop a run before each step. */
record HaltQuestion(
    Scenario.HaltIf haltIf, Path folder, CommandRunner commands, Probe.Asking asking) {

  /** Why the run shall stop; empty where it may go on. */
  Optional<String> asked() {
    Probe.Question question = haltIf.question();
    return question == null ? command() : question(question);
  }

  /** A question that fails for any reason lets the run go on: what it looks for was not seen. */
  private Optional<String> question(Probe.Question question) {
    try {
      return question.ask(asking, haltIf.timeout()).passed()
          ? Optional.of("`halt-if`: " + question.inWords())
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** A command that cannot be asked stops the run: a guard that is not there guards nothing. */
  private Optional<String> command() {
    String name = "`halt-if` command " + haltIf.command().get(0);
    try {
      CommandRunner.Result result =
          commands.run(
              new Command(
                  AroundCommands.resolved(folder, haltIf.command()),
                  folder,
                  Map.of(),
                  null,
                  null,
                  haltIf.timeout()));
      if (Thread.currentThread().isInterrupted()) {
        return Optional.empty();
      }
      return result.timedOut()
          ? Optional.of(name + ", which gave no answer in time")
          : result.exitCode() == 0 ? Optional.of(name) : Optional.empty();
    } catch (UncheckedIOException cannot) {
      return Optional.of(name + ", which cannot be run");
    }
  }
}
