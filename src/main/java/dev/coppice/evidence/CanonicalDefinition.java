package dev.coppice.evidence;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The stack's definition as the run was planned with it, in Compose's canonical form; {@code
 * definition.json}. Environment values, build arguments and the contents of configs and secrets
 * stand as keyed hashes.
 *
 * @param sha256 hash of the canonical form with all values in it, as in the plan
 * @param services each as Compose gives it, by name
 */
public record CanonicalDefinition(
    String format,
    String project,
    String folder,
    List<String> files,
    List<String> profiles,
    String composeVersion,
    String sha256,
    SortedMap<String, Object> services,
    SortedMap<String, Object> networks,
    SortedMap<String, Object> volumes,
    SortedMap<String, Source> configs,
    SortedMap<String, Source> secrets) {

  public static final String FORMAT = "coppice.definition/v1";

  /**
   * Where a config or secret comes from.
   *
   * @param file its path, null where it does not come from one
   * @param content keyed hash of what it holds where it does not come from a file; null where
   *     nobody gives it
   */
  public record Source(@Nullable String file, @Nullable String content, boolean external) {}
}
