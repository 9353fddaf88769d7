package dev.coppice.probe;

import dev.coppice.engine.Engine;
import dev.coppice.stack.Fallback;
import dev.coppice.stack.Stack;
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
    implements Telling {

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
  public List<String> asks(Stack stack) {
    return List.of(service);
  }

  @Override
  public Told tell(Probe.Asking asking, Duration timeout) throws InterruptedException {
    return Deadline.within(timeout, () -> run(asking, timeout), Told::failed);
  }

  private Told run(Probe.Asking asking, Duration timeout) {
    List<String> running = asking.engine().running(asking.project(), service);
    if (running.isEmpty()) {
      return Told.failed("no container of " + service + " runs");
    }
    return in(running.get(0), asking.engine(), timeout);
  }

  private Told in(String container, Engine engine, Duration timeout) {
    return judged(engine.exec(container, command, timeout, MAX_BYTES), timeout);
  }

  /** The same question in a container that is no part of the stack. */
  Told tellIn(String container, Engine engine, Duration timeout) throws InterruptedException {
    return Deadline.within(timeout, () -> in(container, engine, timeout), Told::failed);
  }

  private Told judged(Engine.ExecAnswer answer, Duration timeout) {
    if (answer.timedOut()) {
      return Told.failed("no answer within " + Words.of(timeout));
    }
    if (answer.exitCode() != exit) {
      String said = answer.stderr().isBlank() ? answer.stdout() : answer.stderr();
      return Told.failed(
          "exit "
              + answer.exitCode()
              + " instead of "
              + exit
              + (said.isBlank() ? "" : ": " + Words.bounded(said.strip())));
    }
    if (stdout == null) {
      return Told.of(answer.stdout());
    }
    if (answer.cut()) {
      return Told.failed("the output is longer than 1 MiB");
    }
    String difference = stdout.difference(answer.stdout());
    return difference == null ? Told.of(answer.stdout()) : Told.absent(difference);
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public Telling replacing(String part, String by) {
    return new ExecQuestion(
        service,
        command.stream().map(word -> word.replace(part, by)).toList(),
        exit,
        stdout == null ? null : stdout.replacing(part, by));
  }

  @Override
  public boolean holds(String part) {
    return command.stream().anyMatch(word -> word.contains(part));
  }

  /** The question in words: settings may hold what nobody must read. */
  @Override
  public String toString() {
    return inWords();
  }
}
