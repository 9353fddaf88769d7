package dev.coppice.drill;

import dev.coppice.data.Rescue;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan.WayBack;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The steps that copy what will be lost: hold every writer, then copy each volume. Pure. */
final class RescuePlan {

  private RescuePlan() {}

  static List<Step> steps(Situation situation, List<WayBack> ways) {
    Map<String, Container> writers = new TreeMap<>();
    List<WayBack> rescued = ways.stream().filter(WayBack::rescued).toList();
    for (WayBack way : rescued) {
      writers(situation, way.volume()).forEach(c -> writers.put(c.id(), c));
    }
    List<Step> steps = new ArrayList<>();
    Set<String> holds = new TreeSet<>();
    for (Container writer : writers.values()) {
      String id = "hold " + writer.name();
      holds.add(id);
      steps.add(
          new Step(
              id,
              Phase.RESCUE,
              Verb.HOLD,
              writer.id(),
              "it can write to a volume that will be lost",
              List.of(),
              Map.of()));
    }
    for (WayBack way : rescued) {
      steps.add(
          new Step(
              "copy " + way.name(),
              Phase.RESCUE,
              Verb.COPY,
              way.volume(),
              "it will be lost",
              List.copyOf(holds),
              Map.of(Rescue.NAME, way.name(), Rescue.PROJECT, situation.stack().project())));
    }
    return steps;
  }

  private static List<Container> writers(Situation situation, String volume) {
    return situation.inventory().containers().stream()
        .filter(Container::isRunning)
        .filter(
            container ->
                container.mounts().stream()
                    .anyMatch(mount -> volume.equals(mount.volume()) && mount.writable()))
        .toList();
  }
}
