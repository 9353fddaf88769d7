package dev.coppice.drill;

import dev.coppice.plan.Loss;
import dev.coppice.provision.Missing;
import dev.coppice.provision.Missing.Replica;
import dev.coppice.stack.Container;
import dev.coppice.stack.ImageName;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a stack lacks once the losses have happened. Pure. */
final class Shortfall {

  private final Stack stack;
  private final Inventory inventory;
  private final List<Loss> losses;

  Shortfall(Stack stack, Inventory inventory, List<Loss> losses) {
    this.stack = stack;
    this.inventory = inventory;
    this.losses = losses;
  }

  Missing missing() {
    List<Replica> create = new ArrayList<>();
    SortedMap<Replica, String> start = new TreeMap<>();
    List<Replica> standing = new ArrayList<>();
    for (Service service : stack.services().values()) {
      for (int number = 1; number <= service.replicas(); number++) {
        Replica replica = new Replica(service.name(), number);
        Optional<Container> container = left(replica);
        if (container.isEmpty()) {
          create.add(replica);
        } else if (willStand(container.get())) {
          standing.add(replica);
        } else {
          start.put(replica, container.get().id());
        }
      }
    }
    return new Missing(create, start, standing, networks(), volumes(), pulls(create));
  }

  private Optional<Container> left(Replica replica) {
    return inventory.replicas(stack.project(), replica.service()).stream()
        .filter(container -> container.number() == replica.number())
        .filter(container -> !isLost(Loss.Kind.CONTAINER, container.id(), Loss.Fate.REMOVED))
        .findFirst();
  }

  private boolean willStand(Container container) {
    boolean ended = container.state().equals("exited") && container.exitCode() == 0;
    return !isLost(Loss.Kind.CONTAINER, container.id(), Loss.Fate.KILLED)
        && !isLost(Loss.Kind.CONTAINER, container.id(), Loss.Fate.STOPPED)
        && (container.isRunning() || (ended && isJob(container)));
  }

  private boolean isJob(Container container) {
    return Jobs.isJob(stack, inventory, String.valueOf(container.service()));
  }

  private Set<String> networks() {
    Set<String> missing = new TreeSet<>();
    stack
        .networks()
        .values()
        .forEach(
            network -> {
              boolean stands =
                  inventory
                      .networkNamed(network.name())
                      .filter(n -> !isLost(Loss.Kind.NETWORK, n.id(), Loss.Fate.REMOVED))
                      .isPresent();
              if (!network.external() && !stands) {
                missing.add(network.key());
              }
            });
    return missing;
  }

  private Set<String> volumes() {
    Set<String> missing = new TreeSet<>();
    stack
        .volumes()
        .values()
        .forEach(
            volume -> {
              boolean stands =
                  inventory.volume(volume.name()).isPresent()
                      && !isLost(Loss.Kind.VOLUME, volume.name(), Loss.Fate.REMOVED);
              if (!volume.external() && !stands) {
                missing.add(volume.key());
              }
            });
    return missing;
  }

  private Set<String> pulls(List<Replica> create) {
    Set<String> missing = new TreeSet<>();
    for (Replica replica : create) {
      Service service = stack.service(replica.service());
      String pinned = service.pinned();
      if (pinned != null && !(stands(pinned) && tagLeadsTo(service, pinned))) {
        missing.add(service.name());
      }
    }
    return missing;
  }

  /** A loss takes references away: an image that keeps another one keeps standing. */
  private boolean stands(String pinned) {
    return inventory
        .image(pinned)
        .filter(image -> !isLost(Loss.Kind.IMAGE, image.id(), Loss.Fate.REMOVED))
        .isPresent();
  }

  private boolean tagLeadsTo(Service service, String pinned) {
    if (ImageName.parse(service.image()).digest() != null) {
      return true;
    }
    return inventory.image(service.image()).equals(inventory.image(pinned));
  }

  private boolean isLost(Loss.Kind kind, String identity, Loss.Fate fate) {
    return losses.stream()
        .anyMatch(
            loss -> loss.kind() == kind && loss.fate() == fate && loss.identity().equals(identity));
  }
}
