package dev.coppice.drill;

import dev.coppice.engine.Engine;
import dev.coppice.evidence.RunRecord.RescueCopy;
import dev.coppice.stack.Container;
import java.util.List;
import java.util.Set;

/**
 * Whether what was copied is still what is in the volumes: a container that can write to one and
 * runs was let go or started after it was held, by a user, a restart policy, or an engine that came
 * back. What it wrote since is in no copy.
 */
record StillHeld(Engine engine, List<RescueCopy> copies) {

  private static final Set<String> ENDS = Set.of("kill", "stop", "remove container");

  /**
   * Looks at every container.
   *
   * @throws IllegalStateException where one may have written since
   */
  void demand(List<Container> containers) {
    containers.stream().filter(this::writes).findFirst().ifPresent(StillHeld::refuse);
  }

  /**
   * Looks at the container that a change is about to end.
   *
   * @throws IllegalStateException where it may have written since
   */
  void demand(Change<?> change) {
    if (ENDS.contains(change.call())) {
      engine.container(change.object()).filter(this::writes).ifPresent(StillHeld::refuse);
    }
  }

  private boolean writes(Container container) {
    return (container.isRunning() || container.state().equals("restarting"))
        && container.mounts().stream()
            .anyMatch(
                mount ->
                    mount.writable()
                        && copies.stream().anyMatch(c -> c.volume().equals(mount.volume())));
  }

  private static void refuse(Container container) {
    throw new IllegalStateException(
        "container %s was let go or started after it was held: what it wrote since is in no rescue copy, and nothing of it is destroyed"
            .formatted(container.name()));
  }
}
