package dev.coppice.drill;

import dev.coppice.data.Rescue;
import dev.coppice.data.RescueSpace;
import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineException;
import dev.coppice.evidence.RunRecord.RescueCopy;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.Stack;
import dev.coppice.stack.VolumeDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Keeps what is in a volume that a run made and has to make anew: users may have written into it
 * since. The copy lies beside the one from before the disaster, and the user is told where.
 */
record KeptFirst(
    Engine engine,
    JournalledGateway gateway,
    Rescue rescue,
    Path store,
    Recorder recorder,
    Progress progress,
    String run) {

  /**
   * Copies the volume and says where to.
   *
   * @throws BlockedException where no copy can be made: then the volume has to stay
   */
  void keep(Stack stack, String volume) {
    try {
      RescueSpace.obstacle(engine, List.of(volume), store)
          .ifPresent(full -> blocked(volume, full.what()));
      RescueCopy copy = rescue.copyAgain(step(stack, volume));
      recorder.copy(copy);
      String told =
          "volume %s is made anew, and what was in it is kept: %s".formatted(volume, copy.file());
      recorder.deviation(told);
      progress.note(told);
    } catch (IOException | EngineException failure) {
      blocked(volume, String.valueOf(failure.getMessage()));
    } finally {
      rescue.clear(gateway.step(JournalledGateway.CLEAR_AWAY));
    }
  }

  private void blocked(String volume, String why) {
    throw new BlockedException(
        List.of(
            new Obstacle(
                "volume %s has to be made anew, users may have written into it, and no copy of it can be made: %s"
                    .formatted(volume, why),
                "mend that, then: coppice resume " + run)));
  }

  private static Step step(Stack stack, String volume) {
    String name =
        stack.volumes().values().stream()
            .filter(definition -> definition.name().equals(volume))
            .map(VolumeDefinition::key)
            .findFirst()
            .orElse(volume);
    return new Step(
        "keep " + name,
        Phase.REBUILD,
        Verb.COPY,
        volume,
        "users may have written into it",
        List.of(),
        Map.of(Rescue.NAME, name, Rescue.PROJECT, stack.project()));
  }
}
