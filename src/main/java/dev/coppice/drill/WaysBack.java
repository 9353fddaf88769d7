package dev.coppice.drill;

import dev.coppice.plan.Loss;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Plan.WayBack;
import dev.coppice.scenario.Scenario;
import dev.coppice.scenario.Scenario.Restore;
import dev.coppice.stack.Container;
import dev.coppice.stack.Container.Mounted;
import dev.coppice.stack.VolumeDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How the data of each volume that a rebuild makes anew comes back, and which restores run. */
final class WaysBack {

  private final Situation situation;
  private final Scenario scenario;
  private final Set<String> made;
  private final Map<String, String> putBack;
  private final List<WayBack> ways = new ArrayList<>();
  private final List<Restore> restores = new ArrayList<>();
  private final List<Obstacle> obstacles = new ArrayList<>();

  /**
   * Decides for one plan.
   *
   * @param made keys of the volumes that the rebuild makes
   * @param kept keys of volumes whose data the user wants to keep
   * @param putBack keys of volumes whose data a rescue copy brings: to the run that made the copy
   */
  WaysBack(
      Situation situation,
      List<Loss> losses,
      Set<String> made,
      Set<String> kept,
      Map<String, String> putBack) {
    this.situation = situation;
    this.scenario = situation.scenario();
    this.made = made;
    this.putBack = putBack;
    made.forEach(key -> named(key, lost(losses, name(key))));
    kept.forEach(this::kept);
    anonymous(losses);
    scenario.recovery().restores().forEach(this::restore);
  }

  List<WayBack> ways() {
    return List.copyOf(ways);
  }

  /** The restores that this rebuild carries out: all they bring is made anew. */
  List<Restore> restores() {
    return List.copyOf(restores);
  }

  List<Obstacle> obstacles() {
    return List.copyOf(obstacles);
  }

  private void named(String key, boolean lost) {
    String run = putBack.get(key);
    if (run != null) {
      // Whatever is in it now, nobody has agreed to lose it.
      ways.add(new WayBack(name(key), key, WayBack.Way.PUT_BACK, null, lost, run));
      return;
    }
    boolean rescued = lost && !scenario.rescueNone().contains(key);
    Optional<Restore> restore = bringing(key);
    if (restore.isPresent()) {
      ways.add(new WayBack(name(key), key, WayBack.Way.RESTORED, restore.get().backup(), rescued));
    } else {
      emptyOrObstacle(name(key), key, rescued);
    }
  }

  private void kept(String key) {
    if (!made.contains(key)) {
      ways.add(new WayBack(name(key), key, WayBack.Way.KEPT, null, false));
    }
  }

  /** An anonymous volume goes with its container: a new container gets a new one. */
  private void anonymous(List<Loss> losses) {
    Set<String> seen = new HashSet<>();
    for (Loss loss : losses) {
      if (loss.kind() != Loss.Kind.CONTAINER || loss.fate() != Loss.Fate.REMOVED) {
        continue;
      }
      Optional<Container> container = situation.inventory().container(loss.identity());
      for (Mounted mount : container.map(Container::mounts).orElse(List.of())) {
        String volume = mount.volume();
        if (mount.anonymous() && volume != null && seen.add(volume)) {
          String name = loss.service() + ":" + mount.target();
          boolean rescued = lost(losses, volume) && !scenario.rescueNone().contains(name);
          emptyOrObstacle(volume, name, rescued);
        }
      }
    }
  }

  private void emptyOrObstacle(String volume, String name, boolean rescued) {
    ways.add(new WayBack(volume, name, WayBack.Way.MAY_BE_EMPTY, null, rescued));
    if (!scenario.recovery().empty().contains(name)) {
      obstacles.add(
          new Obstacle(
              "volume " + name + " would be made anew and nothing brings its data back",
              "add a restore that `brings: [%s]`, or name it in `recovery.empty`".formatted(name)));
    }
  }

  private void restore(Restore restore) {
    Set<String> there = new TreeSet<>(restore.brings());
    there.removeIf(key -> made.contains(key) && !putBack.containsKey(key));
    if (there.isEmpty()) {
      restores.add(restore);
    } else if (there.size() < restore.brings().size()) {
      obstacles.add(
          new Obstacle(
              "restore of %s brings %s, and the data of %s is there"
                  .formatted(restore.backup(), restore.brings(), there),
              "data that is there is never restored over: give each volume a restore of its own"));
    }
  }

  private Optional<Restore> bringing(String key) {
    return scenario.recovery().restores().stream()
        .filter(restore -> restore.brings().contains(key))
        .findFirst();
  }

  private String name(String key) {
    VolumeDefinition volume = situation.stack().volumes().get(key);
    return volume == null ? key : volume.name();
  }

  private static boolean lost(List<Loss> losses, String volume) {
    return losses.stream()
        .anyMatch(l -> l.kind() == Loss.Kind.VOLUME && l.identity().equals(volume));
  }
}
