package dev.coppice.provision;

import dev.coppice.engine.Engine.ExecAnswer;
import dev.coppice.engine.EngineException;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.Container;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a container is not as it was waited for, in the words of whoever knows. */
record Unmet(Site site) {

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final int LAST_LINES = 1;
  private static final int LAST_BYTES = 4096;

  /**
   * The whole sentence.
   *
   * @param said what the health command printed last, null where we never ran it
   */
  String sentence(Step step, Container last, Own own, @Nullable String said) {
    String name = step.setting(Step.SERVICE) + "-" + step.setting(Step.NUMBER);
    return "waited for " + name + " to " + wish(step) + " but " + why(name, step, last, own, said);
  }

  private static String wish(Step step) {
    return switch (step.verb()) {
      case AWAIT_HEALTHY -> "become healthy";
      case AWAIT_COMPLETED -> "end well";
      default -> "start";
    };
  }

  private String why(String name, Step step, Container last, Own own, @Nullable String said) {
    String logs = quoted("its last line: ", logs(last));
    if (Awaiting.hasEnded(last)) {
      String killed = last.oomKilled() ? ", killed for want of memory" : "";
      return "it exited with code " + last.exitCode() + killed + logs;
    }
    if (Awaiting.runsUnchecked(last, own) && step.verb() == Verb.AWAIT_HEALTHY) {
      return "neither the definition nor its image has a health check";
    }
    String health = quoted("its health command said: ", said == null ? asked(last) : said);
    return Awaiting.isUnhealthy(last, own)
        ? name + " became unhealthy" + health + logs
        : "it is still "
            + last.state()
            + (last.health() == null ? "" : " (" + last.health() + ")")
            + " when its time is up"
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
  private String asked(Container container) {
    HealthCommand check = HealthCommand.of(container).orElse(null);
    if (check == null || !container.isRunning()) {
      return "";
    }
    try {
      ExecAnswer answer =
          site.engine().exec(container.id(), check.command(), LAST_WORDS, LAST_BYTES);
      return HealthCommand.words(answer, LAST_WORDS);
    } catch (EngineException e) {
      return e.why();
    }
  }
}
