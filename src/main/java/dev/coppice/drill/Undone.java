package dev.coppice.drill;

import dev.coppice.data.RescueManifest;
import dev.coppice.disaster.Disaster;
import dev.coppice.disaster.LoseContainers;
import dev.coppice.disaster.LoseVolumes;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Plan;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import dev.coppice.stack.VolumeDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of a run is undone: whose rescue copies are put back. Pure.
 *
 * @param run null where nothing is undone
 * @param finished whether that run is over; else its stack may be down, and all that it lacks is
 *     made too
 * @param lost manifests of the copies of volumes that the run began to remove
 */
record Undone(@Nullable String run, boolean finished, List<RescueManifest> lost) {

  static final Undone NOTHING = new Undone(null, true, List.of());

  /** Slow disks put back and read back so many bytes in a millisecond: 10 MB in a second. */
  private static final long BYTES_PER_MS = 10_000;

  Undone {
    lost = List.copyOf(lost);
  }

  /** What a run that goes on puts back, as its plan was made before it was interrupted. */
  static Map<String, String> putBack(Plan plan) {
    Map<String, String> putBack = new TreeMap<>();
    for (Plan.WayBack way : plan.wayBack()) {
      if (way.way() == Plan.WayBack.Way.PUT_BACK && way.from() != null) {
        putBack.put(way.name(), way.from());
      }
    }
    return putBack;
  }

  /** Keys of the volumes that get their data from a copy: to the run that made the copy. */
  Map<String, String> putBack() {
    Map<String, String> putBack = new TreeMap<>();
    for (RescueManifest copy : lost) {
      if (!isAnonymous(copy)) {
        putBack.put(copy.name(), copy.run());
      }
    }
    return putBack;
  }

  /** A container that is made anew gets a new anonymous volume: there is no name to put back to. */
  static boolean isAnonymous(RescueManifest copy) {
    return copy.name().contains(":");
  }

  /** How long the putting back may take beyond what a rebuild without data takes. */
  Duration allowance() {
    return Duration.ofMillis(lost.stream().mapToLong(RescueManifest::bytes).sum() / BYTES_PER_MS);
  }

  /** What is taken away first: the volumes that stand in the way, and whatever uses them. */
  List<Disaster> disasters(Stack stack, Inventory inventory) {
    Set<String> volumes = new TreeSet<>(putBack().keySet());
    volumes.retainAll(stack.standingVolumes(inventory));
    Set<String> services = users(stack, inventory);
    List<Disaster> disasters = new ArrayList<>();
    if (!services.isEmpty()) {
      disasters.add(new LoseContainers(List.copyOf(services), List.of()));
    }
    if (!volumes.isEmpty()) {
      disasters.add(new LoseVolumes(List.copyOf(volumes), List.of()));
    }
    return disasters;
  }

  /** Services whose containers have one of the volumes, with all that share spaces with them. */
  private Set<String> users(Stack stack, Inventory inventory) {
    Set<String> keys = putBack().keySet();
    Set<String> names = new TreeSet<>();
    keys.forEach(
        key -> {
          VolumeDefinition volume = stack.volumes().get(key);
          if (volume != null) {
            names.add(volume.name());
          }
        });
    Set<String> users = new TreeSet<>();
    for (Service service : stack.services().values()) {
      boolean mounts =
          service.mounts().stream()
              .anyMatch(
                  mount ->
                      mount.type() == Service.Mount.Type.VOLUME
                          && mount.source() != null
                          && keys.contains(mount.source()));
      boolean has =
          inventory.replicas(stack.project(), service.name()).stream()
              .anyMatch(container -> has(container, names));
      if (mounts || has) {
        users.add(service.name());
      }
    }
    boolean more = !users.isEmpty();
    while (more) {
      more = false;
      for (Service service : stack.services().values()) {
        more |=
            service.sharesSpacesOf().stream().anyMatch(users::contains)
                && users.add(service.name());
      }
    }
    return users;
  }

  private static boolean has(Container container, Set<String> volumes) {
    return container.mounts().stream()
        .anyMatch(mount -> mount.volume() != null && volumes.contains(mount.volume()));
  }

  /** Why the copies cannot be put back here. */
  List<Obstacle> obstacles(Situation situation) {
    List<Obstacle> obstacles = new ArrayList<>();
    Stack stack = situation.stack();
    for (RescueManifest copy : lost) {
      VolumeDefinition volume = stack.volumes().get(copy.name());
      if (!copy.engine().equals(situation.engine().name())
          || !copy.rootDir().equals(situation.engine().rootDir())
          || !copy.project().equals(stack.project())) {
        obstacles.add(
            new Obstacle(
                "the rescue copy of volume %s is of stack %s on engine %s (%s)"
                    .formatted(copy.name(), copy.project(), copy.engine(), copy.rootDir()),
                "undo the run where it was begun"));
      } else if (!isAnonymous(copy) && (volume == null || volume.external())) {
        obstacles.add(
            new Obstacle(
                "the definition has no volume %s of its own any more, and run %s has a copy of it"
                    .formatted(copy.name(), run),
                "put the definition back as it was when the run was begun"));
      }
    }
    if (finished && obstacles.isEmpty() && putBack().isEmpty()) {
      obstacles.add(
          new Obstacle(
              "none of the named volumes that run %s has copies of was lost in it".formatted(run),
              "what is in them stands; the copies stay until: coppice release " + run));
    }
    return obstacles;
  }
}
