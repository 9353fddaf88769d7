package dev.coppice.disaster;

import dev.coppice.plan.Loss;
import dev.coppice.plan.Loss.Fate;
import dev.coppice.plan.Loss.Kind;
import dev.coppice.plan.Obstacle;
import dev.coppice.stack.Container;
import dev.coppice.stack.Identity;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is the stack's, and what stands in the way of losing it. */
public final class Ownership {

  private Ownership() {}

  /** The stack's own containers: its project's label, a service of the definition, no one-off. */
  static List<Container> replicas(Stack stack, Inventory inventory) {
    return inventory.containers().stream()
        .filter(container -> isOurs(stack, container))
        .sorted(Comparator.comparing(Container::service).thenComparing(Container::number))
        .toList();
  }

  static boolean isOurs(Stack stack, Container container) {
    return stack.project().equals(container.project())
        && container.service() != null
        && stack.services().containsKey(container.service())
        && !container.isOneOff();
  }

  static List<Container> ours(Stack stack, List<Container> containers) {
    return containers.stream().filter(container -> isOurs(stack, container)).toList();
  }

  static List<Container> foreign(Stack stack, List<Container> containers) {
    return containers.stream().filter(container -> !isOurs(stack, container)).toList();
  }

  static String ids(List<Container> containers) {
    return containers.stream().map(Container::id).sorted().collect(Collectors.joining(" "));
  }

  static boolean isRemoved(Container container, List<Loss> losses) {
    return losses.stream()
        .anyMatch(loss -> loss.fate() == Fate.REMOVED && loss.identity().equals(container.id()));
  }

  static Loss loss(Stack stack, Container container, Fate fate) {
    return new Loss(
        Kind.CONTAINER,
        container.id(),
        container.name(),
        container.service(),
        fate,
        "replica %d of service %s of project %s"
            .formatted(container.number(), container.service(), stack.project()),
        Map.of());
  }

  /** An object of the right name without the project's labels was made by somebody else. */
  static List<Obstacle> labelObjections(
      String object, Map<String, String> labels, Stack stack, String keyLabel, String key) {
    if (stack.project().equals(labels.get(Labels.PROJECT)) && key.equals(labels.get(keyLabel))) {
      return List.of();
    }
    return List.of(
        new Obstacle(
            "%s does not carry the labels of project %s: somebody else made it"
                .formatted(object, stack.project()),
            "keep it with `except`, or declare it `external`"));
  }

  static List<Obstacle> strangers(String object, List<Container> strangers) {
    return strangers.stream()
        .map(
            container ->
                new Obstacle(
                    "%s is used by container %s (%s), which is not the stack's"
                        .formatted(object, container.name(), container.shortId()),
                    "remove that container, or keep %s with `except`"
                        .formatted(object.substring(0, object.indexOf(' ')))))
        .toList();
  }

  /** Everything that the engine's inventory holds against these disasters. Pure. */
  public static List<Obstacle> obstacles(
      Stack stack, Inventory inventory, List<Disaster> disasters) {
    if (disasters.isEmpty()) {
      return List.of();
    }
    List<Loss> losses = Disasters.losses(disasters, stack, inventory);
    List<Obstacle> obstacles = new ArrayList<>();
    disasters.forEach(disaster -> obstacles.addAll(disaster.withheld(stack, inventory)));
    obstacles.addAll(unknown(stack, inventory));
    obstacles.addAll(onlyLabelled(inventory, losses));
    obstacles.addAll(fromElsewhere(stack, inventory, losses));
    obstacles.addAll(protectedOnes(inventory, losses));
    obstacles.addAll(stillUsed(inventory, losses));
    return obstacles.stream().distinct().toList();
  }

  private static List<Obstacle> unknown(Stack stack, Inventory inventory) {
    List<Obstacle> obstacles = new ArrayList<>();
    for (Container container : foreign(stack, inventory.containers())) {
      if (!stack.project().equals(container.project())) {
        continue;
      }
      if (!container.isOneOff()) {
        obstacles.add(
            new Obstacle(
                "container %s (%s) belongs to service %s of project %s, which the definition does"
                        .formatted(
                            container.name(),
                            container.shortId(),
                            container.service(),
                            stack.project())
                    + " not know",
                "name its file or profile in the scenario, or remove the container"));
      } else if (Losing.isUp(container)) {
        obstacles.add(
            new Obstacle(
                "one-off container %s (%s) of project %s runs"
                    .formatted(container.name(), container.shortId(), stack.project()),
                "wait for its end or remove it"));
      }
    }
    return obstacles;
  }

  /** Compose writes a hash into all that it makes: without it the labels are somebody's copy. */
  private static List<Obstacle> onlyLabelled(Inventory inventory, List<Loss> losses) {
    return lost(inventory, losses).stream()
        .filter(container -> !container.labels().containsKey(Labels.CONFIG_HASH))
        .map(
            container ->
                new Obstacle(
                    "container %s (%s) carries the labels of service %s, and Compose did not make it"
                        .formatted(container.name(), container.shortId(), container.service()),
                    "remove it, or take the labels off it"))
        .toList();
  }

  /**
   * The same project name in two folders once destroyed a stranger's project (docker/compose#7969).
   * A copy of the same definition elsewhere is harmless: hashes tell.
   */
  private static List<Obstacle> fromElsewhere(Stack stack, Inventory inventory, List<Loss> losses) {
    List<Obstacle> obstacles = new ArrayList<>();
    for (Container container : lost(inventory, losses)) {
      String folder = container.labels().get(Labels.WORKING_DIR);
      String hash = container.labels().get(Labels.CONFIG_HASH);
      Service service = stack.service(String.valueOf(container.service()));
      if (folder != null
          && hash != null
          && !folder.equals(stack.folder().toString())
          && !hash.equals(service.configHash())) {
        obstacles.add(
            new Obstacle(
                "container %s (%s) was made from another definition, in %s"
                    .formatted(container.name(), container.shortId(), folder),
                "if it is the same stack, bring it up from %s first (docker compose up -d);"
                        .formatted(stack.folder())
                    + " if not, give one of them another project name"));
      }
    }
    return obstacles;
  }

  private static List<Container> lost(Inventory inventory, List<Loss> losses) {
    return losses.stream()
        .filter(loss -> loss.kind() == Kind.CONTAINER)
        .flatMap(loss -> inventory.container(loss.identity()).stream())
        .toList();
  }

  private static List<Obstacle> protectedOnes(Inventory inventory, List<Loss> losses) {
    return losses.stream()
        .filter(loss -> "true".equals(labels(inventory, loss).get(Labels.PROTECT)))
        .map(
            loss ->
                new Obstacle(
                    "%s carries the label %s=true".formatted(described(loss), Labels.PROTECT),
                    "it is never destroyed while it carries it"))
        .toList();
  }

  private static Map<String, String> labels(Inventory inventory, Loss loss) {
    return switch (loss.kind()) {
      case CONTAINER ->
          inventory
              .container(loss.identity())
              .map(Container::labels)
              .<Map<String, String>>map(x -> x)
              .orElse(Map.of());
      case NETWORK ->
          inventory.networks().stream()
              .filter(network -> network.id().equals(loss.identity()))
              .<Map<String, String>>map(network -> network.labels())
              .findFirst()
              .orElse(Map.of());
      case VOLUME ->
          inventory
              .volume(loss.identity())
              .<Map<String, String>>map(v -> v.labels())
              .orElse(Map.of());
      case IMAGE -> Map.of();
    };
  }

  private static List<Obstacle> stillUsed(Inventory inventory, List<Loss> losses) {
    List<Obstacle> obstacles = new ArrayList<>();
    for (Loss loss : losses) {
      Losing.users(loss).stream()
          .flatMap(id -> inventory.container(id).stream())
          .filter(container -> !isRemoved(container, losses))
          .forEach(
              container ->
                  obstacles.add(
                      new Obstacle(
                          "%s is used by container %s (%s), which stays"
                              .formatted(described(loss), container.name(), container.shortId()),
                          "lose that container too, or keep it with `except`")));
    }
    return obstacles;
  }

  /** A loss as people read it: {@code network bookshop_back (3f2a…)}. */
  static String described(Loss loss) {
    String kind = loss.kind().name().toLowerCase(java.util.Locale.ROOT);
    return loss.kind() == Kind.VOLUME
        ? kind + " " + loss.identity()
        : "%s %s (%s)".formatted(kind, loss.name(), Identity.abbreviated(loss.identity()));
  }
}
