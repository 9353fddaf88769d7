package dev.coppice.disaster;

import dev.coppice.plan.Loss;
import dev.coppice.plan.Loss.Kind;
import dev.coppice.plan.Obstacle;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Containers that would survive in the network, processes or memory of a lost one: they go on
 * running, cut off, and nobody starts them again. Pure.
 */
public final class SharedSpaces {

  private SharedSpaces() {}

  /** What stands against losing these and no others. */
  public static List<Obstacle> obstacles(Inventory inventory, List<Loss> losses) {
    Set<String> lost =
        losses.stream()
            .filter(loss -> loss.kind() == Kind.CONTAINER)
            .map(Loss::identity)
            .collect(Collectors.toSet());
    return inventory.containers().stream()
        .filter(container -> !lost.contains(container.id()))
        .flatMap(
            survivor ->
                survivor.sharesSpacesOf().stream()
                    .filter(lost::contains)
                    .sorted()
                    .map(inventory::container)
                    .flatMap(owner -> owner.stream())
                    .map(owner -> obstacle(survivor, owner)))
        .toList();
  }

  private static Obstacle obstacle(Container survivor, Container owner) {
    String service = Objects.requireNonNullElse(survivor.service(), survivor.name());
    return new Obstacle(
        "container %s survives and shares the spaces of %s, which is lost: it would run on cut off"
            .formatted(survivor.name(), owner.name()),
        "lose it too: - {lose: service, service: %s}".formatted(service));
  }
}
