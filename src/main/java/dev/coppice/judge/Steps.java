package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became of the plan's steps. */
final class Steps {

  private Steps() {}

  /** The last outcome of each step that was begun: a resumed run may have tried one twice. */
  static Map<String, StepOutcome> outcomes(Facts facts) {
    Map<String, StepOutcome> last = new LinkedHashMap<>();
    facts.run().steps().forEach(outcome -> last.put(outcome.id(), outcome));
    return last;
  }

  /** The steps of a phase that failed or were left out, in the order in which they were begun. */
  static List<StepOutcome> notDone(Facts facts, Phase phase) {
    Set<String> ids = facts.plan().steps(phase).map(Step::id).collect(Collectors.toSet());
    return outcomes(facts).values().stream()
        .filter(o -> ids.contains(o.id()) && o.state() != StepOutcome.State.DONE)
        .toList();
  }

  static boolean isDone(Facts facts, String id) {
    StepOutcome outcome = outcomes(facts).get(id);
    return outcome != null && outcome.state() == StepOutcome.State.DONE;
  }

  /** The phase of the step in the plan; null where the plan does not know it. */
  static @Nullable Phase phase(Facts facts, String id) {
    return facts.plan().steps().stream()
        .filter(step -> step.id().equals(id))
        .map(Step::phase)
        .findFirst()
        .orElse(null);
  }

  /** Why a step was not done, as a sentence. */
  static String failure(StepOutcome step, @Nullable Phase phase) {
    String what = step.state() == StepOutcome.State.FAILED ? "failed" : "was left out";
    String why = step.why();
    return "Step `"
        + step.id()
        + "` "
        + what
        + (phase == null ? "" : " in phase " + phase.word())
        + (why == null ? "." : ": " + why + (why.endsWith(".") ? "" : "."));
  }

  static String noun(Loss.Kind kind) {
    return switch (kind) {
      case CONTAINER -> "Container";
      case NETWORK -> "Network";
      case VOLUME -> "Volume";
      case IMAGE -> "Image";
    };
  }
}
