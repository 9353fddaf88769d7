package dev.coppice.provision;

import dev.coppice.engine.Engine.ExecAnswer;
import dev.coppice.engine.EngineException;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.Container;
import dev.coppice.stack.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Waits until containers are as somebody needs them, and says why they never will be. */
final class Awaiting {

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final int LAST_LINES = 1;
  private static final int LAST_BYTES = 4096;

  private final Site site;
  private final Deadline deadline;

  Awaiting(Site site) {
    this.site = site;
    this.deadline = new Deadline(site.timeout(), site.time());
  }

  /** Waits for the container that the step names. */
  void perform(Step step) throws InterruptedException {
    perform(step, step.object());
  }

  /** Waits for a container to be as the step wants it. */
  void perform(Step step, String container) throws InterruptedException {
    Container last =
        site.watch()
            .await(container, c -> isAsWanted(step, c), c -> isHopeless(step, c), deadline.left());
    if (!isAsWanted(step, last) && !step.settings().containsKey(Awaited.OPTIONAL)) {
      String name = step.setting(Step.SERVICE) + "-" + step.setting(Step.NUMBER);
      throw new IllegalStateException(
          "waited for " + name + " to " + wish(step) + " but " + why(name, step, last));
    }
  }

  private static String wish(Step step) {
    return switch (step.verb()) {
      case AWAIT_HEALTHY -> "become healthy";
      case AWAIT_COMPLETED -> "end well";
      default -> "start";
    };
  }

  static boolean isAsWanted(Step step, Container container) {
    return switch (step.verb()) {
      case AWAIT_HEALTHY ->
          (container.isRunning() && container.isHealthy()) || isReadyUnchecked(step, container);
      case AWAIT_COMPLETED -> endedWell(container);
      default -> container.isRunning() || endedWell(container); // a job may be quicker than we are
    };
  }

  static boolean isHopeless(Step step, Container container) {
    return hasEnded(container)
        || (step.verb() == Verb.AWAIT_HEALTHY
            && ("unhealthy".equals(container.health()) || runsUnchecked(container)));
  }

  // A container that its restart policy will start again is "restarting", not "exited".
  private static boolean hasEnded(Container container) {
    return container.state().equals("exited") || container.state().equals("dead");
  }

  private static boolean endedWell(Container container) {
    return hasEnded(container) && container.exitCode() == 0;
  }

  // Nobody said that it is healthy or must stay: how it stands at the end is for the judge.
  private static boolean isReadyUnchecked(Step step, Container container) {
    return step.settings().containsKey(Awaited.WHERE_CHECKED)
        && (hasNoCheck(container) || endedWell(container));
  }

  private static boolean runsUnchecked(Container container) {
    return container.isRunning() && hasNoCheck(container);
  }

  private static boolean hasNoCheck(Container container) {
    return container.health() == null || "none".equals(container.health());
  }

  private String why(String name, Step step, Container last) {
    String logs = quoted("its last line: ", logs(last));
    if (hasEnded(last)) {
      String killed = last.oomKilled() ? ", killed for want of memory" : "";
      return "it exited with code " + last.exitCode() + killed + logs;
    }
    if (runsUnchecked(last) && step.verb() == Verb.AWAIT_HEALTHY) {
      return "neither the definition nor its image has a health check";
    }
    String health = quoted("its health command said: ", healthOutput(step, last));
    return "unhealthy".equals(last.health())
        ? name + " became unhealthy" + health + logs
        : "it is still "
            + last.state()
            + (last.health() == null ? "" : " (" + last.health() + ")")
            + " when the time of "
            + site.timeout().toSeconds()
            + " s is up"
            + health
            + logs;
  }

  private static String quoted(String what, String text) {
    return text.isBlank() ? "" : "; " + what + text.strip();
  }

  private String logs(Container container) {
    try {
      return site.engine().logs(container.id(), LAST_LINES, LAST_BYTES);
    } catch (EngineException e) {
      return e.why();
    }
  }

  // What the engine's own check printed is not in what it tells of a container: ask once more.
  private String healthOutput(Step step, Container container) {
    List<String> command = command(step);
    if (!container.isRunning() || command.isEmpty()) {
      return "";
    }
    try {
      ExecAnswer answer = site.engine().exec(container.id(), command, LAST_WORDS, LAST_BYTES);
      String ending = answer.timedOut() ? "no answer within 5 s" : "exit " + answer.exitCode();
      return (answer.stdout() + answer.stderr()).strip() + " (" + ending + ")";
    } catch (EngineException e) {
      return e.why();
    }
  }

  private List<String> command(Step step) {
    Tree check = site.stack().service(step.setting(Step.SERVICE)).definition().at("healthcheck");
    List<String> test = check.at("test").texts();
    if (test.size() < 2 || test.get(0).equals("NONE")) {
      return List.of();
    }
    List<String> command = new ArrayList<>(test.subList(1, test.size()));
    if (test.get(0).equals("CMD-SHELL")) {
      command.addAll(0, List.of("/bin/sh", "-c"));
    }
    return command;
  }
}
