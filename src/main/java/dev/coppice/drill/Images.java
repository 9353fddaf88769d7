package dev.coppice.drill;

import dev.coppice.plan.Obstacle;
import java.util.List;

/** Whether every image of a stack is pinned. */
final class Images {

  private Images() {}

  static List<Obstacle> unpinned(Situation situation) {
    return situation.stack().services().values().stream()
        .filter(service -> service.digest() == null)
        .map(
            service ->
                new Obstacle(
                    "image %s of service %s is not pinned to a digest"
                        .formatted(service.image(), service.name()),
                    "pin the images: coppice lock " + situation.scenario().file()))
        .distinct()
        .toList();
  }
}
