package dev.coppice.drill;

import dev.coppice.engine.Engine;
import dev.coppice.engine.Engine.ExecAnswer;
import dev.coppice.engine.EngineException;
import dev.coppice.provision.HealthCommand;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import dev.coppice.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs health commands at the end where the engine has not said yet how a container is: with eager
 * gates a recovery may be over before an engine has asked at all, and that a service has served
 * once does not show that it still does.
 */
final class HealthAtEnd {

  private static final int AT_ONCE = 4;
  private static final int KEPT_BYTES = 4096;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private record Question(Container container, HealthCommand command, int tries) {}

  private final Engine engine;
  private final Time time;
  private final Recorder recorder;
  private final UnaryOperator<String> clean;

  /**
   * @param clean takes secrets out of what commands print
   */
  HealthAtEnd(Engine engine, Time time, Recorder recorder, UnaryOperator<String> clean) {
    this.engine = engine;
    this.time = time;
    this.recorder = recorder;
    this.clean = clean;
  }

  /**
   * Asks those of a project that run and of which the engine says neither healthy nor unhealthy.
   *
   * @param after what stands
   * @param patiently whether one that fails is asked as often as the engine would
   */
  void ask(String project, Inventory after, boolean patiently) throws InterruptedException {
    Queue<Question> questions = new ArrayDeque<>();
    for (Container container : after.containers()) {
      if (project.equals(container.project()) && isOpen(container)) {
        HealthCommand.of(container)
            .ifPresent(
                command ->
                    questions.add(
                        new Question(container, command, patiently ? command.retries() : 1)));
      }
    }
    Duration longest =
        questions.stream().map(HealthAtEnd::longest).reduce(Duration.ZERO, Duration::plus);
    List<Time.Work> works = new ArrayList<>();
    try {
      for (int i = 0; i < Math.min(AT_ONCE, questions.size()); i++) {
        works.add(time.start("health command", () -> askAll(questions)));
      }
      for (Time.Work work : works) {
        work.join(longest);
      }
    } finally {
      works.forEach(Time.Work::interrupt);
    }
  }

  private static boolean isOpen(Container container) {
    return container.isRunning()
        && !container.isOneOff()
        && (container.health() == null || "starting".equals(container.health()));
  }

  private static Duration longest(Question question) {
    return question.command().timeout().plus(PAUSE).multipliedBy(question.tries());
  }

  private void askAll(Queue<Question> questions) {
    try {
      for (Question next = next(questions); next != null; next = next(questions)) {
        ask(next);
      }
    } catch (InterruptedException e) {
      // How the rest would have answered nobody knows, and nothing is written down of them.
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable Question next(Queue<Question> questions) {
    synchronized (questions) {
      return questions.poll();
    }
  }

  /** As often as the engine would before it says unhealthy, save where it hangs. */
  private void ask(Question question) throws InterruptedException {
    HealthCommand command = question.command();
    for (int left = question.tries(); left > 0; left--) {
      Answer answer = answer(question);
      if (answer.isUnknown()) {
        return;
      }
      if (answer.passed() || answer.isFinal() || left == 1) {
        String why = answer.passed() ? null : clean.apply(answer.words());
        recorder.answeredAtEnd(question.container(), why);
        return;
      }
      time.sleep(command.interval().compareTo(PAUSE) < 0 ? command.interval() : PAUSE);
    }
  }

  /**
   * What came of asking once.
   *
   * @param isFinal whether asking again would only hang again
   * @param isUnknown whether the engine was not to be reached
   */
  private record Answer(boolean passed, boolean isFinal, boolean isUnknown, String words) {}

  private Answer answer(Question question) {
    HealthCommand command = question.command();
    try {
      ExecAnswer answer =
          engine.exec(question.container().id(), command.command(), command.timeout(), KEPT_BYTES);
      return new Answer(
          !answer.timedOut() && answer.exitCode() == 0,
          answer.timedOut(),
          false,
          HealthCommand.words(answer, command.timeout()));
    } catch (EngineException e) {
      return new Answer(false, false, e.status() == 0, e.why());
    }
  }
}
