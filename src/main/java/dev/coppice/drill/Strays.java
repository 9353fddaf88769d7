package dev.coppice.drill;

import dev.coppice.disaster.Destroyer;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Plan;
import dev.coppice.plan.Plan.WayBack;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Volumes that stand where the plan wants one made, and that this run did not make: somebody made
 * them meanwhile under the same name. They are never taken for the stack's own. Pure.
 *
 * @param nonce of the run: read back from a volume, it proves who made it
 * @param isRemoved whether the planned volume of that name is known to be gone: removed by the run,
 *     or found replaced
 */
record Strays(Plan plan, String nonce, Predicate<String> isRemoved) {

  /**
   * As far as a run knows of them.
   *
   * @param isDone whether the journal tells that a step was done
   */
  static Strays of(Plan plan, String nonce, Recorder recorder, Predicate<String> isDone) {
    List<StepOutcome> steps = recorder.steps();
    List<String> deviations = recorder.deviations();
    return new Strays(
        plan,
        nonce,
        volume -> {
          String id = "remove volume " + volume;
          String another = "volume " + volume + " " + Destroyer.ANOTHER;
          return isDone.test(id)
              || steps.stream().filter(step -> step.id().equals(id)).anyMatch(Strays::tells)
              || deviations.stream().anyMatch(words -> words.startsWith(another));
        });
  }

  private static boolean tells(StepOutcome removal) {
    return removal.state() == StepOutcome.State.DONE
        || String.valueOf(removal.why()).contains(Destroyer.ANOTHER);
  }

  /** What stands, without them: the rebuild then tries to make its own, finds them and says so. */
  Inventory without(Inventory standing) {
    return new Inventory(
        standing.at(),
        standing.containers(),
        standing.networks(),
        standing.volumes().stream().filter(volume -> !isStray(volume)).toList(),
        standing.images());
  }

  private boolean isStray(Volume volume) {
    if (nonce.equals(volume.labels().get(Labels.NONCE)) || !isMade(volume.name())) {
      return false;
    }
    Optional<Loss> loss =
        plan.losses(Loss.Kind.VOLUME).filter(l -> l.identity().equals(volume.name())).findFirst();
    return loss.isEmpty() || isRemoved.test(volume.name()) || !isAlike(volume, loss.get());
  }

  private boolean isMade(String volume) {
    return plan.wayBack().stream()
        .anyMatch(way -> way.volume().equals(volume) && way.way() != WayBack.Way.KEPT);
  }

  /** Its time of creation moves with what is written into it; its labels never do. */
  static boolean isAlike(Volume volume, Loss planned) {
    Map<String, String> labels = new TreeMap<>(volume.labels());
    for (Map.Entry<String, String> entry : planned.expected().entrySet()) {
      if (entry.getKey().startsWith("label ")) {
        String found = labels.remove(entry.getKey().substring("label ".length()));
        // A plan that was written down holds no secrets.
        boolean same =
            found != null
                && (entry.getValue().contains(Redaction.MARK) || found.equals(entry.getValue()));
        if (!same) {
          return false;
        }
      }
    }
    return labels.isEmpty();
  }
}
