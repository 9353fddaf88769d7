package dev.coppice.selftest;

import dev.coppice.plan.Plan;
import dev.coppice.probe.Probe;
import dev.coppice.probe.Telling;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sabotaged: a stack that has just been drilled honestly.
 *
 * @param plan of the honest drill
 * @param asking how the standing stack is asked
 * @param stale files that are backups of the stack without its data, by the backup's name
 * @param notStale why there is no such file, by the backup's name
 */
public record Subject(
    Scenario scenario,
    Stack stack,
    Plan plan,
    Probe.Asking asking,
    Map<String, Path> stale,
    Map<String, String> notStale) {

  public Subject {
    stale = Map.copyOf(stale);
    notStale = Map.copyOf(notStale);
  }

  /** The same once it is known of what stale backups can be made. */
  public Subject with(Map<String, Path> stale, Map<String, String> notStale) {
    return new Subject(scenario, stack, plan, asking, stale, notStale);
  }

  /** What the standing stack says; null where it does not answer. */
  @Nullable String told(Telling question, Duration patience) {
    try {
      return question.tell(asking, patience).text();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Whether Coppice makes the containers itself. */
  boolean isNative() {
    return plan.rebuild().equals("native");
  }
}
