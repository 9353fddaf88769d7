package dev.coppice.drill;

import dev.coppice.data.Rescue;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import java.io.IOException;
import java.util.Map;

/**
 * Keeps what the writers of a volume wrote between its rescue copy and their end, before the volume
 * is removed. Where that cannot be done the volume stays.
 */
record LastWrites(Plan plan, Rescue rescue, Recorder recorder, Progress progress) {

  void keep(Step removal) throws IOException {
    rescue
        .copyWhatCameLater(copying(removal))
        .ifPresent(
            copy -> {
              recorder.copy(copy);
              String told =
                  "volume %s was written to after it was copied, and was copied again: %s"
                      .formatted(removal.object(), copy.file());
              recorder.deviation(told);
              progress.note(told);
            });
  }

  /** Named as the first copy is, and carried out within the step that removes the volume. */
  private Step copying(Step removal) {
    Map<String, String> settings =
        plan.steps(Phase.RESCUE)
            .filter(step -> step.verb() == Verb.COPY && step.object().equals(removal.object()))
            .findFirst()
            .map(Step::settings)
            .orElse(Map.of());
    return new Step(
        removal.id(),
        removal.phase(),
        Verb.COPY,
        removal.object(),
        "its writers may have written on their way to their end",
        removal.waitsFor(),
        settings);
  }
}
