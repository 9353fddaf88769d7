package dev.coppice.disaster;

import dev.coppice.plan.Loss;
import dev.coppice.plan.Loss.Fate;
import dev.coppice.plan.Loss.Kind;
import dev.coppice.plan.Obstacle;
import dev.coppice.stack.Container;
import dev.coppice.stack.Container.Mounted;
import dev.coppice.stack.Fallback;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Service;
import dev.coppice.stack.Service.Mount;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Volume;
import dev.coppice.stack.VolumeDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Loses volumes: they are removed once their containers are.
 *
 * @param only volumes that are lost, as KEY or SERVICE:PATH; empty for all that are not external
 * @param except volumes that stay
 */
public record LoseVolumes(@Fallback("[]") List<String> only, @Fallback("[]") List<String> except)
    implements Disaster {

  static final String KIND = "volumes";

  public LoseVolumes {
    only = List.copyOf(only);
    except = List.copyOf(except);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Loss> losses(Stack stack, Inventory inventory, List<Loss> earlier) {
    return Claim.granted(claims(stack, inventory), earlier);
  }

  @Override
  public List<Obstacle> withheld(Stack stack, Inventory inventory) {
    return Claim.objections(claims(stack, inventory));
  }

  private List<Claim> claims(Stack stack, Inventory inventory) {
    List<Claim> claims = new ArrayList<>();
    for (VolumeDefinition definition : chosen(stack)) {
      inventory
          .volume(definition.name())
          .ifPresent(volume -> claims.add(named(definition, volume, stack, inventory)));
    }
    anonymous(stack, inventory)
        .forEach(
            (volume, users) -> {
              if (isTaken(users.keySet())) {
                inventory
                    .volume(volume)
                    .ifPresent(v -> claims.add(anonymous(v, users, stack, inventory)));
              }
            });
    return claims;
  }

  /**
   * Each anonymous volume with its names, to the container so named; {@code volumes_from} gives it
   * several.
   */
  private static Map<String, SortedMap<String, String>> anonymous(
      Stack stack, Inventory inventory) {
    Map<String, SortedMap<String, String>> volumes = new LinkedHashMap<>();
    for (Container container : Ownership.replicas(stack, inventory)) {
      for (Mounted mounted : container.mounts()) {
        String volume = mounted.volume();
        if (mounted.anonymous() && volume != null) {
          volumes
              .computeIfAbsent(volume, v -> new TreeMap<>())
              .putIfAbsent(container.service() + ":" + mounted.target(), container.name());
        }
      }
    }
    return volumes;
  }

  private boolean isTaken(Set<String> names) {
    return (only.isEmpty() || names.stream().anyMatch(only::contains))
        && names.stream().noneMatch(except::contains);
  }

  private List<VolumeDefinition> chosen(Stack stack) {
    Choice choice = new Choice(only, except);
    return stack.volumes().values().stream()
        .filter(definition -> choice.takes(definition.key()) && !definition.external())
        .toList();
  }

  private static Claim named(
      VolumeDefinition definition, Volume volume, Stack stack, Inventory inventory) {
    List<Obstacle> objections =
        Ownership.labelObjections(
            "volume " + volume.name(), volume.labels(), stack, Labels.VOLUME, definition.key());
    String why = "volume %s of project %s".formatted(definition.key(), stack.project());
    return claim(definition.key(), volume, why, objections, stack, inventory);
  }

  /** An anonymous volume carries no label of the project: it is ours through its container. */
  private static Claim anonymous(
      Volume volume, SortedMap<String, String> users, Stack stack, Inventory inventory) {
    String why = "volume made for container " + String.join(", ", users.values());
    return claim(users.firstKey(), volume, why, List.of(), stack, inventory);
  }

  private static Claim claim(
      String name,
      Volume volume,
      String why,
      List<Obstacle> objections,
      Stack stack,
      Inventory inventory) {
    List<Container> users =
        inventory.containers().stream().filter(c -> isMounted(c, volume.name())).toList();
    List<Obstacle> all = new ArrayList<>(objections);
    all.addAll(Ownership.strangers("volume " + volume.name(), Ownership.foreign(stack, users)));
    elsewhere(volume).ifPresent(all::add);
    Loss loss =
        new Loss(
            Kind.VOLUME,
            volume.name(),
            name,
            null,
            Fate.REMOVED,
            why,
            Losing.expected(volume, Ownership.ours(stack, users)));
    return new Claim(loss, all);
  }

  /** With such a volume only a name goes: its data stays, and others may have it under another. */
  private static Optional<Obstacle> elsewhere(Volume volume) {
    String device = volume.options().get("device");
    String type = volume.options().getOrDefault("type", "");
    if (device == null || type.equals("tmpfs")) {
      return Optional.empty();
    }
    return Optional.of(
        new Obstacle(
            "volume %s keeps its data outside the engine, in %s".formatted(volume.name(), device),
            "it cannot be lost with the stack: keep it with `except`"));
  }

  static boolean isMounted(Container container, String volume) {
    return container.mounts().stream().anyMatch(mounted -> volume.equals(mounted.volume()));
  }

  @Override
  public List<Problem> problems(Stack stack, List<Disaster> earlier) {
    List<Problem> problems =
        new ArrayList<>(new Choice(only, except).problems("volume", known(stack)));
    for (String key : only) {
      VolumeDefinition definition = stack.volumes().get(key);
      if (definition != null && definition.external()) {
        problems.add(
            new Problem(
                "only",
                key,
                "volume %s is external: it is not the stack's to lose".formatted(key),
                List.of()));
      }
    }
    Standing standing = Standing.after(earlier, stack);
    for (VolumeDefinition definition : chosen(stack)) {
      standing
          .problem("volume " + definition.key(), service -> mounts(service, definition.key()))
          .ifPresent(problems::add);
    }
    for (String name : anonymous(stack)) {
      if (new Choice(only, except).takes(name)) {
        standing
            .problem("volume " + name, service -> name.startsWith(service.name() + ":"))
            .ifPresent(problems::add);
      }
    }
    return problems;
  }

  private static boolean mounts(Service service, String key) {
    return service.mounts().stream()
        .anyMatch(mount -> mount.type() == Mount.Type.VOLUME && key.equals(mount.source()));
  }

  /** Keys, and SERVICE:PATH of each anonymous volume that the file gives. */
  private static List<String> known(Stack stack) {
    List<String> known = new ArrayList<>(stack.volumes().keySet());
    known.addAll(anonymous(stack));
    return known;
  }

  private static List<String> anonymous(Stack stack) {
    List<String> names = new ArrayList<>();
    for (Service service : stack.services().values()) {
      service.mounts().stream()
          .filter(mount -> mount.type() == Mount.Type.VOLUME && mount.source() == null)
          .forEach(mount -> names.add(service.name() + ":" + mount.target()));
    }
    return names;
  }
}
