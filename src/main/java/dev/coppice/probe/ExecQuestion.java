package dev.coppice.probe;

import dev.coppice.engine.Engine;
import dev.coppice.probe.Probe.Answer;
import dev.coppice.probe.Probe.Asking;
import dev.coppice.stack.Fallback;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command in the first running container of a service.
 *
 * @param exit the status it must end with, 0 to 255
 * @param stdout what its standard output must be like, null for anything
 */
public record ExecQuestion(
    String service, List<String> command, @Fallback("0") int exit, @Nullable Comparison stdout)
    implements Probe.Question {

  static final String KIND = "exec";

  /** How much of each stream is read: 1 MiB. */
  static final int MAX_BYTES = 1 << 20;

  public ExecQuestion {
    command = List.copyOf(command);
    if (service.isBlank()) {
      throw new IllegalArgumentException("service is empty");
    }
    if (command.isEmpty() || command.get(0).isBlank()) {
      throw new IllegalArgumentException("command is empty");
    }
    if (exit < 0 || exit > 255) {
      throw new IllegalArgumentException("exit " + exit + " is not between 0 and 255");
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String inWords() {
    return Words.bounded(String.join(" ", command)) + " in " + service;
  }

  @Override
  public boolean fromOutside() {
    return false;
  }

  @Override
  public boolean comparesContent() {
    return stdout != null;
  }

  @Override
  public Answer ask(Asking asking, Duration timeout) throws InterruptedException {
    return Deadline.within(timeout, () -> run(asking, timeout));
  }

  private Answer run(Asking asking, Duration timeout) {
    List<String> running = asking.engine().running(asking.project(), service);
    if (running.isEmpty()) {
      return Answer.failed("no container of " + service + " runs");
    }
    return judged(asking.engine().exec(running.get(0), command, timeout, MAX_BYTES), timeout);
  }

  private Answer judged(Engine.ExecAnswer answer, Duration timeout) {
    if (answer.timedOut()) {
      return Answer.failed("no answer within " + Words.of(timeout));
    }
    if (answer.exitCode() != exit) {
      String said = answer.stderr().isBlank() ? answer.stdout() : answer.stderr();
      return Answer.failed(
          "exit "
              + answer.exitCode()
              + " instead of "
              + exit
              + (said.isBlank() ? "" : ": " + Words.bounded(said.strip())));
    }
    if (stdout == null) {
      return Answer.PASSED;
    }
    if (answer.cut()) {
      return Answer.failed("the output is longer than 1 MiB");
    }
    String difference = stdout.difference(answer.stdout());
    return difference == null ? Answer.PASSED : Answer.failed(difference);
  }

  /** The question in words: settings may hold what nobody must read. */
  @Override
  public String toString() {
    return inWords();
  }
}
