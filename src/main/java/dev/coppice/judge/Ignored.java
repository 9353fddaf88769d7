package dev.coppice.judge;

import dev.coppice.stack.Container;
import dev.coppice.stack.Identity;
import dev.coppice.stack.Inventory;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One kind of difference between an original and what replaced it that says nothing against it.
 * {@link #LIST} is the only list of them: what is not on it fails the run or is explained by the
 * definition.
 *
 * @param path which settings
 * @param reason why they may differ
 * @param when which differences of these settings
 */
record Ignored(Pattern path, String reason, When when) {

  /** Whether two values of one setting may differ as they do. */
  interface When {
    boolean mayDiffer(Side original, Side rebuilt);
  }

  /**
   * One object's value of a setting, and what is needed to understand it.
   *
   * @param id the object's own identity
   * @param imageId of the image that a container runs, empty for what is no container
   * @param around what stood on the engine at the time
   * @param value null where the setting is not set
   */
  record Side(String id, String imageId, Inventory around, @Nullable String value) {

    String text() {
      return value == null ? "" : value;
    }
  }

  private static final Pattern ANONYMOUS = Pattern.compile("[0-9a-f]{64}");
  private static final Set<String> OFF = Set.of("false", "0", "");

  static final List<Ignored> LIST =
      List.of(
          always(
              "Config\\.Labels\\.dev\\.coppice\\.(run|nonce|step)",
              "marks of the run that made it, by which it is known to be new"),
          always(
              "Config\\.Labels\\.com\\.docker\\.compose\\.(version|replace)",
              "which Compose made it, and which container it took the place of"),
          always(
              "Config\\.Labels\\.com\\.docker\\.compose\\.project"
                  + "\\.(config_files|working_dir|environment_file)",
              "where the definition lay when it was made; what it said is in the config hash"),
          always(
              "Config\\.Labels\\.com\\.docker\\.compose\\.container-number",
              "Compose may number a replacement past the highest that stands; line 7 counts them"),
          always(
              "Labels\\.(dev\\.coppice\\.(run|nonce|step)|com\\.docker\\.compose\\..*)",
              "marks of the run, and Compose's own bookkeeping, on networks and volumes: by project"
                  + " and name they are found at all"),
          where(
              "Config\\.Labels\\.com\\.docker\\.compose\\.depends_on",
              "a set, which Compose writes in any order",
              (original, rebuilt) -> parts(original).equals(parts(rebuilt))),
          where(
              "Config\\.Image|Config\\.Labels\\.com\\.docker\\.compose\\.image",
              "tag, digest and identity are names of one image where it is the same image",
              (o, r) -> !o.imageId().isEmpty() && o.imageId().equals(r.imageId())),
          where(
              "Config\\.Hostname|NetworkSettings\\.Networks\\..*\\.Aliases",
              "a container has its own name and short identity among its names",
              (original, rebuilt) -> selfless(original).equals(selfless(rebuilt))),
          where(
              "HostConfig\\.(NetworkMode|IpcMode|PidMode|VolumesFrom)",
              "a container that it shares with has a new identity too",
              (original, rebuilt) -> named(original).equals(named(rebuilt))),
          where(
              "Mounts\\..*\\.Name",
              "an anonymous volume has a new name each time",
              (original, rebuilt) -> isAnonymous(original) && isAnonymous(rebuilt)),
          always(
              "HostConfig\\.(Binds|Mounts)",
              "two ways of asking for mounts; what the engine made of them is compared"),
          always(
              "Config\\.Attach(Stdin|Stdout|Stderr)|HostConfig\\.(ConsoleSize|ContainerIDFile)",
              "about the client that made it, not about the container"),
          where(
              "HostConfig\\.(?!MemorySwappiness).*",
              "not set and switched off are the same, save that swappiness 0 is a setting",
              (original, rebuilt) -> isOff(original) && isOff(rebuilt)),
          always(
              "IPAM\\.Config",
              "address ranges that the engine takes from its pools; a container's fixed address is"
                  + " compared with the container"));

  /** The reason for which a difference may be; null where there is none. */
  static @Nullable String reason(String path, Side original, Side rebuilt) {
    return LIST.stream()
        .filter(entry -> entry.path.matcher(path).matches())
        .filter(entry -> entry.when.mayDiffer(original, rebuilt))
        .map(Ignored::reason)
        .findFirst()
        .orElse(null);
  }

  private static Ignored always(String path, String reason) {
    return where(path, reason, (original, rebuilt) -> true);
  }

  private static Ignored where(String path, String reason, When when) {
    return new Ignored(Pattern.compile(path), reason, when);
  }

  private static List<String> parts(Side side) {
    return Arrays.stream(side.text().split(",", -1)).sorted().toList();
  }

  private static String selfless(Side side) {
    String name = side.around().container(side.id()).map(Container::name).orElse("");
    String text =
        name.isEmpty() ? side.text() : side.text().replace('"' + name + '"', "\"itself\"");
    return text.replace(Identity.abbreviated(side.id()), "itself");
  }

  private static String named(Side side) {
    String text = side.text();
    for (Container container : side.around().containers()) {
      text = text.replace(container.id(), container.name());
    }
    return text;
  }

  private static boolean isAnonymous(Side side) {
    return ANONYMOUS.matcher(side.text()).matches();
  }

  private static boolean isOff(Side side) {
    return OFF.contains(side.text());
  }
}
