package dev.coppice.engine;

import dev.coppice.stack.Identity;
import dev.coppice.stack.Tree;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * An inspected object flattened to paths and texts, so that two of them can be compared line by
 * line. What is not set (null, an empty list, an empty map) has no line.
 */
final class Settings {

  /** Lists that are sets: their order is the engine's whim. */
  private static final Set<String> SETS =
      Set.of(
          "Aliases",
          "Binds",
          "CapAdd",
          "CapDrop",
          "Devices",
          "ExtraHosts",
          "GroupAdd",
          "Links",
          "MaskedPaths",
          "Mounts",
          "ReadonlyPaths",
          "SecurityOpt",
          "Ulimits",
          "VolumesFrom");

  /** Maps whose keys are the setting, with nothing behind them. */
  private static final Set<String> KEYS_ONLY = Set.of("Config.ExposedPorts", "Config.Volumes");

  private final SortedMap<String, String> lines = new TreeMap<>();

  private Settings() {}

  /**
   * What a container was made with: Config, HostConfig, mounts and how it is attached to networks.
   *
   * @param environmentHash environment values appear only as what this makes of them
   */
  static SortedMap<String, String> ofContainer(
      Tree inspected, UnaryOperator<String> environmentHash) {
    Settings settings = new Settings();
    inspected
        .at("Config")
        .map()
        .forEach(
            (key, value) -> {
              if (key.equals("Env")) {
                settings.environment(value, environmentHash);
              } else {
                settings.add("Config." + key, key, value);
              }
            });
    settings.add("HostConfig", "HostConfig", inspected.at("HostConfig"));
    inspected.at("Mounts").list().forEach(settings::mount);
    String self = Identity.abbreviated(inspected.at("Id").text(""));
    inspected
        .at("NetworkSettings", "Networks")
        .map()
        .forEach((name, attachment) -> settings.attachment(name, attachment, self));
    return settings.lines;
  }

  /** Everything in a tree, by path. */
  static SortedMap<String, String> of(Map<String, Tree> parts) {
    Settings settings = new Settings();
    parts.forEach((key, value) -> settings.add(key, key, value));
    return settings.lines;
  }

  private void environment(Tree environment, UnaryOperator<String> hash) {
    for (String variable : environment.texts()) {
      int equals = variable.indexOf('=');
      String name = equals < 0 ? variable : variable.substring(0, equals);
      String value = equals < 0 ? "" : variable.substring(equals + 1);
      lines.put("Config.Env." + name, hash.apply(value));
    }
  }

  private void mount(Tree mount) {
    String path = "Mounts." + mount.at("Destination").text("");
    add(path + ".Type", "Type", mount.at("Type"));
    boolean named = mount.at("Type").text("").equals("volume");
    String origin = named ? "Name" : "Source";
    add(path + "." + origin, origin, mount.at(origin));
    add(path + ".RW", "RW", mount.at("RW"));
    if (!mount.at("Propagation").text("").isEmpty()) {
      add(path + ".Propagation", "Propagation", mount.at("Propagation"));
    }
  }

  private void attachment(String network, Tree attachment, String self) {
    String path = "NetworkSettings.Networks." + network;
    List<String> aliases = aliases(attachment, self);
    // Attached at all is a setting too, even where nothing more is said about it.
    lines.put(path + ".Aliases", Json.text(aliases));
    add(path + ".IPAMConfig", "IPAMConfig", attachment.at("IPAMConfig"));
    add(path + ".Links", "Links", attachment.at("Links"));
    add(path + ".DriverOpts", "DriverOpts", attachment.at("DriverOpts"));
  }

  /** Sorted, and without the container's own short identity, which engines before 25 add. */
  static List<String> aliases(Tree attachment, String self) {
    return attachment.at("Aliases").texts().stream()
        .filter(alias -> !alias.equals(self))
        .distinct()
        .sorted()
        .toList();
  }

  private void add(String path, String key, Tree value) {
    if (value.isMap()) {
      Map<String, Tree> children = value.map();
      if (KEYS_ONLY.contains(path)) {
        children.keySet().forEach(child -> lines.put(path + "." + child, "{}"));
      } else {
        children.forEach((child, below) -> add(path + "." + child, child, below));
      }
    } else if (value.value() instanceof List<?> list) {
      if (!list.isEmpty()) {
        lines.put(path, isSet(path, key) ? sorted(list) : Json.text(list));
      }
    } else if (value.text() != null) {
      lines.put(path, value.text(""));
    }
  }

  private static boolean isSet(String path, String key) {
    return SETS.contains(key) || path.startsWith("HostConfig.PortBindings.");
  }

  private static String sorted(List<?> list) {
    return Json.text(
        list.stream().sorted(Comparator.comparing(element -> Json.text(element))).toList());
  }
}
