package dev.coppice.stack;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keys of Compose files that came after Compose 2.26, and the version with which each came, by
 * Compose's own release notes. An older Compose refuses such a key, or leaves it out without a
 * word.
 */
public final class NewerKeys {

  private static final Map<String, String> SINCE =
      Map.ofEntries(
          Map.entry("services.*.networks.driver_opts", "2.27.1"),
          Map.entry("services.*.gpus", "2.30.0"),
          Map.entry("services.*.post_start", "2.30.0"),
          Map.entry("services.*.pre_stop", "2.30.0"),
          Map.entry("services.*.env_file.format", "2.30.0"),
          Map.entry("services.*.label_file", "2.32.2"),
          Map.entry("services.*.networks.gw_priority", "2.33.1"),
          Map.entry("networks.*.enable_ipv4", "2.33.1"),
          Map.entry("services.*.networks.interface_name", "2.36.0"),
          Map.entry("services.*.provider", "2.36.0"),
          Map.entry("services.*.models", "2.38.0"),
          Map.entry("models", "2.38.0"));

  private NewerKeys() {}

  /**
   * The version of Compose that a key needs.
   *
   * @param path such as {@code services.web.gpus}
   * @param composeVersion that is here, such as {@code 2.26.1}
   * @return nothing where that version is new enough, or nobody knows
   */
  public static Optional<String> needed(String path, String composeVersion) {
    return SINCE.entrySet().stream()
        .filter(entry -> pattern(entry.getKey()).matcher(path).matches())
        .map(Map.Entry::getValue)
        .filter(since -> isOlder(composeVersion, since))
        .findFirst();
  }

  /** The same for a key of which only the last word is known, as Compose names it. */
  public static Optional<String> neededByWord(String word, String composeVersion) {
    return SINCE.entrySet().stream()
        .filter(entry -> entry.getKey().equals(word) || entry.getKey().endsWith("." + word))
        .map(Map.Entry::getValue)
        .filter(since -> isOlder(composeVersion, since))
        .findFirst();
  }

  private static Pattern pattern(String key) {
    return Pattern.compile(key.replace(".", "\\.").replace("*", "[^.]+"));
  }

  private static boolean isOlder(String version, String since) {
    List<Integer> have = numbers(version);
    List<Integer> want = numbers(since);
    for (int i = 0; i < want.size(); i++) {
      int difference = Integer.compare(i < have.size() ? have.get(i) : 0, want.get(i));
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  private static List<Integer> numbers(String version) {
    return Arrays.stream(version.split("\\."))
        .filter(part -> part.matches("\\d{1,9}"))
        .map(Integer::valueOf)
        .toList();
  }
}
