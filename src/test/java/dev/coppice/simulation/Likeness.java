package dev.coppice.simulation;

import dev.coppice.stack.Container;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What stands on an engine in words without identities and times, so that two can be compared. */
final class Likeness {

  private static final Set<String> OF_EVERY_ENGINE = Set.of("bridge", "host", "none");

  private Likeness() {}

  static SortedSet<String> of(Inventory inventory) {
    SortedSet<String> likeness = new TreeSet<>();
    inventory.containers().forEach(c -> likeness.add(container(inventory, c)));
    for (Network network : inventory.networks()) {
      if (!OF_EVERY_ENGINE.contains(network.name())) {
        likeness.add(network(inventory, network));
      }
    }
    int anonymous = 0;
    for (Volume volume : inventory.volumes()) {
      if (volume.name().matches("[0-9a-f]{64}")) {
        anonymous++;
      } else {
        likeness.add("volume " + volume.name() + " " + volume.labels());
      }
    }
    likeness.add(anonymous + " anonymous volumes");
    for (Image image : inventory.images()) {
      // Which one keeps its layers without a name, nobody asks.
      if (!image.tags().isEmpty()) {
        likeness.add("image " + new TreeSet<>(image.tags()));
      }
    }
    return likeness;
  }

  private static String container(Inventory inventory, Container c) {
    List<String> mounts =
        c.mounts().stream()
            .map(m -> (m.anonymous() ? "anonymous" : m.volume()) + ":" + m.target() + m.writable())
            .toList();
    boolean ended = c.state().equals("exited");
    return "container %s of %s, %s%s, started %s, %s on %s"
        .formatted(
            c.name(),
            c.image(),
            c.state(),
            ended ? " " + c.exitCode() : "",
            c.startedAt() != null,
            mounts,
            new TreeSet<>(c.networks().keySet()));
  }

  private static String network(Inventory inventory, Network network) {
    SortedSet<String> attached = new TreeSet<>();
    for (String id : network.containers()) {
      inventory.containers().stream()
          .filter(c -> c.id().equals(id))
          .forEach(c -> attached.add(c.name()));
    }
    return "network %s %s with %s".formatted(network.name(), network.labels(), attached);
  }
}
