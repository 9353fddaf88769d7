package dev.coppice.plan;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One object that a run will lose, frozen by identity.
 *
 * @param identity the engine's identity; a volume's name, which is all it has
 * @param name as the engine or the definition names it
 * @param service for a container, null otherwise
 * @param fate what happens to it
 * @param why it counts as the stack's
 * @param expected what must still be true of it right before it is lost, such as a volume's
 *     creation time, mount point and labels
 */
public record Loss(
    Kind kind,
    String identity,
    String name,
    @Nullable String service,
    Fate fate,
    String why,
    Map<String, String> expected) {

  public Loss {
    expected = java.util.Collections.unmodifiableMap(new TreeMap<>(expected));
  }

  /** What kind of object. */
  public enum Kind {
    CONTAINER,
    NETWORK,
    VOLUME,
    IMAGE;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** What happens to it: removed objects are gone, killed and stopped ones stay without running. */
  public enum Fate {
    REMOVED,
    KILLED,
    STOPPED;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
