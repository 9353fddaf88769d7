package dev.coppice.scenario;

import java.util.Set;

/**
 * What a scenario will be able to say, and what this version does not carry out: refused by name,
 * because ignoring it would promise what does not happen. Carrying a key out removes its line.
 */
final class LaterKeys {

  private static final Set<String> NOT_CARRIED_OUT =
      Set.of(
          "hooks",
          "engine: lab",
          "engine.lab",
          "recovery.rebuild.command",
          "recovery.rebuild: command",
          "recovery.images.archive",
          "recovery.images: archive",
          "recovery.images: build");

  private LaterKeys() {}

  /**
   * Whether a key or a value of it is named here.
   *
   * @param path from the root, with {@code []} for an item; a value follows after a colon
   */
  static boolean name(String path) {
    return NOT_CARRIED_OUT.contains(path);
  }

  static String problem(String path) {
    return "`" + path.replace("[]", "") + "` is not carried out by this version";
  }
}
