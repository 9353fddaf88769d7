package dev.coppice.provision;

import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All objects of a project as the engine shows them, without what is new in each making. What is
 * left out or replaced is left out or replaced here and nowhere else.
 */
final class Described {

  private static final String CONFIG_HASH = "Config.Labels." + Labels.CONFIG_HASH;
  private static final String DEPENDENCIES = "Config.Labels." + Labels.DEPENDS_ON;

  private Described() {}

  /** By kind and name, each with its settings by path. */
  static Map<String, SortedMap<String, String>> of(Rebuilding stack) {
    String project = stack.stack.project();
    Inventory inventory = stack.engine.inventory(project);
    Map<String, String> names = new TreeMap<>();
    inventory.containers().forEach(c -> names.put(c.id(), c.name()));
    Map<String, SortedMap<String, String>> described = new TreeMap<>();
    inventory.containers().stream()
        .filter(c -> project.equals(c.project()))
        .forEach(c -> described.put("container " + c.name(), settings(stack, c, names)));
    inventory.networks().stream()
        .filter(n -> project.equals(n.labels().get(Labels.PROJECT)))
        .forEach(n -> described.put("network " + n.name(), settings(stack, n)));
    inventory.volumes().stream()
        .filter(v -> project.equals(v.labels().get(Labels.PROJECT)))
        .forEach(v -> described.put("volume " + v.name(), with(v.options(), v.labels())));
    // The marks of a run are what sets its objects apart from any other's.
    described.values().forEach(lines -> lines.keySet().removeIf(k -> k.contains("dev.coppice.")));
    return described;
  }

  /** As text, a line each. */
  static String lines(Map<String, String> settings) {
    StringBuilder lines = new StringBuilder();
    settings.forEach((key, value) -> lines.append(key).append(" = ").append(value).append('\n'));
    return lines.toString();
  }

  private static SortedMap<String, String> settings(
      Rebuilding stack, Container container, Map<String, String> names) {
    SortedMap<String, String> lines = new TreeMap<>();
    container.settings().forEach((key, value) -> lines.put(key, lasting(container, value, names)));
    // An anonymous volume has a name of its own each time.
    container.mounts().stream()
        .filter(mount -> mount.anonymous())
        .forEach(mount -> lines.remove("Mounts." + mount.target() + ".Name"));
    if (sharesSpaces(stack, container)) {
      // The identity of the other container is in the hash.
      lines.remove(CONFIG_HASH);
    }
    // Compose lists them as its maps happen to be ordered.
    lines.computeIfPresent(
        DEPENDENCIES,
        (key, value) -> String.join(",", Arrays.stream(value.split(",")).sorted().toList()));
    return lines;
  }

  private static boolean sharesSpaces(Rebuilding stack, Container container) {
    return stack.stack.service(String.valueOf(container.service())).sharesSpaces();
  }

  private static String lasting(Container self, String value, Map<String, String> names) {
    String text = value.replace(self.shortId(), "SELF");
    for (Map.Entry<String, String> other : names.entrySet()) {
      text =
          text.replace(other.getKey(), other.getValue())
              .replace(other.getKey().substring(0, 12), other.getValue());
    }
    return text;
  }

  /** A network without the addresses that the engine picked, where the definition gives none. */
  private static SortedMap<String, String> settings(Rebuilding stack, Network network) {
    SortedMap<String, String> lines = with(network.settings(), network.labels());
    boolean given =
        stack.stack.networks().values().stream()
            .filter(n -> n.name().equals(network.name()))
            .anyMatch(n -> !n.definition().at("ipam", "config").list().isEmpty());
    if (!given) {
      lines.remove("IPAM.Config");
    }
    return lines;
  }

  private static SortedMap<String, String> with(
      SortedMap<String, String> settings, SortedMap<String, String> labels) {
    SortedMap<String, String> lines = new TreeMap<>(settings);
    labels.forEach((key, value) -> lines.put("Labels." + key, value));
    return lines;
  }
}
