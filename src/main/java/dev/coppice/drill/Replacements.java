package dev.coppice.drill;

import dev.coppice.plan.Loss;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stack's containers that a recovery replaces instead of keeping: those that were made from
 * another definition, those whose own health check says that they are unwell, those that do not run
 * and hang on a network that is gone, and those that share the spaces of a container that is
 * replaced or gone. Pure.
 */
final class Replacements {

  private Replacements() {}

  static List<Loss> of(Stack stack, Inventory inventory) {
    List<Loss> replaced = new ArrayList<>();
    Set<String> stays = new HashSet<>();
    inventory.containers().forEach(container -> stays.add(container.id()));
    List<Container> kept = new ArrayList<>();
    for (Service service : stack.services().values()) {
      for (Container container : inventory.replicas(stack.project(), service.name())) {
        if (container.number() <= service.replicas()) {
          String why = why(service, container, inventory);
          if (why == null) {
            kept.add(container);
          } else {
            replaced.add(loss(container, why));
            stays.remove(container.id());
          }
        }
      }
    }
    // Who shares with somebody who shares is cut off too.
    for (Optional<Container> next = cutOff(kept, stays);
        next.isPresent();
        next = cutOff(kept, stays)) {
      Container container = next.get();
      kept.remove(container);
      replaced.add(loss(container, "it shares the spaces of a container that is replaced or gone"));
      stays.remove(container.id());
    }
    return List.copyOf(replaced);
  }

  private static Optional<Container> cutOff(List<Container> kept, Set<String> stays) {
    return kept.stream().filter(c -> !stays.containsAll(c.sharesSpacesOf())).findFirst();
  }

  private static Loss loss(Container container, String why) {
    return new Loss(
        Loss.Kind.CONTAINER,
        container.id(),
        container.name(),
        container.service(),
        Loss.Fate.REMOVED,
        why,
        Map.of());
  }

  private static @Nullable String why(Service service, Container container, Inventory inventory) {
    String hash = container.labels().get(Labels.CONFIG_HASH);
    if (hash != null && !service.sharesSpaces() && !hash.equals(service.configHash())) {
      return "it was made from another definition than the one to recover";
    }
    if ("unhealthy".equals(container.health())) {
      return "it is unhealthy";
    }
    return hangsOnNothing(container, inventory) ? "it hangs on a network that is gone" : null;
  }

  /** An engine starts no container whose network was removed, though one of that name stands. */
  private static boolean hangsOnNothing(Container container, Inventory inventory) {
    Set<String> there = inventory.networks().stream().map(Network::id).collect(Collectors.toSet());
    return !container.isRunning()
        && container.networks().values().stream()
            .map(Container.Attachment::networkId)
            .anyMatch(id -> !id.isEmpty() && !there.contains(id));
  }
}
