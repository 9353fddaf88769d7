package dev.coppice.stack;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A container as the engine describes it.
 *
 * @param image the reference it was created from
 * @param imageId the engine's identity of the image it runs
 * @param state the engine's word: created, running, paused, restarting, exited, dead
 * @param health the engine's word, null where it has no health check
 * @param exitCode of the last end; 0 where it never ended
 * @param restarts how often the engine restarted it by its policy
 * @param startedAt null where it never started
 * @param endedAt of the last end; null where it never ended
 * @param networks by name
 * @param settings the inspected configuration, flattened: path to value as text, environment values
 *     as keyed hashes; filled for containers of the stack only
 */
public record Container(
    String id,
    String name,
    String image,
    String imageId,
    String state,
    @Nullable String health,
    int exitCode,
    int restarts,
    boolean oomKilled,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    SortedMap<String, String> labels,
    List<Mounted> mounts,
    SortedMap<String, Attachment> networks,
    List<PublishedPort> ports,
    SortedMap<String, String> settings) {

  private static final Set<String> SPACES =
      Set.of("HostConfig.NetworkMode", "HostConfig.PidMode", "HostConfig.IpcMode");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  // By name only somebody else's container is meant: Compose writes identities.
  private static final Pattern IDENTITY = Pattern.compile("[0-9a-f]{64}");

  public Container {
    mounts = List.copyOf(mounts);
    ports = List.copyOf(ports);
    labels = new TreeMap<>(labels);
    networks = new TreeMap<>(networks);
    settings = new TreeMap<>(settings);
  }

  /**
   * A mount that the container has.
   *
   * @param type volume, bind or tmpfs
   * @param volume the name of the volume, null for what is not one
   * @param source path on the host
   * @param anonymous whether the volume was made for this container and has no name of its own
   */
  public record Mounted(
      String type,
      @Nullable String volume,
      String source,
      String target,
      boolean writable,
      boolean anonymous) {}

  /** A network that the container is attached to. */
  public record Attachment(String networkId, List<String> aliases) {}

  /** A port of the host that leads into the container, while it runs or when it will. */
  public record PublishedPort(String address, int hostPort, int containerPort, String protocol) {}

  public boolean isRunning() {
    return state.equals("running");
  }

  public boolean isHealthy() {
    return "healthy".equals(health);
  }

  /** The Compose project it belongs to by label, null for none. */
  public @Nullable String project() {
    return labels.get(Labels.PROJECT);
  }

  public @Nullable String service() {
    return labels.get(Labels.SERVICE);
  }

  /** The replica's number, from 1; 0 where the label is missing or no number. */
  public int number() {
    String number = labels.get(Labels.NUMBER);
    return number != null && NUMBER.matcher(number).matches() ? Integer.parseInt(number) : 0;
  }

  public boolean isOneOff() {
    return "True".equalsIgnoreCase(labels.get(Labels.ONE_OFF));
  }

  /**
   * Identities of the containers whose network, processes or memory it shares: when one of them is
   * removed or ends, this one stays with what is gone, until it is made anew itself.
   */
  public Set<String> sharesSpacesOf() {
    return identities(SPACES);
  }

  /** Identities of the containers whose volumes it mounts. */
  public Set<String> mountsVolumesOf() {
    return identities(Set.of("HostConfig.VolumesFrom"));
  }

  private Set<String> identities(Set<String> keys) {
    Set<String> found = new HashSet<>();
    settings.forEach(
        (key, value) -> {
          if (keys.contains(key)) {
            IDENTITY.matcher(value).results().forEach(identity -> found.add(identity.group()));
          }
        });
    return found;
  }

  public boolean carries(Map.Entry<String, String> label) {
    return label.getValue().equals(labels.get(label.getKey()));
  }

  /** The identity shortened as engines print it. */
  public String shortId() {
    return Identity.abbreviated(id);
  }
}
