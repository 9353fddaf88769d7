package dev.coppice.stack;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One service of the definition.
 *
 * @param image the reference as the file names it, or Compose's own name for what it builds
 * @param digest {@code sha256:…} that the lock or the file pins the image to; null where unpinned
 * @param replicas how many containers should stand, 0 or more
 * @param hasHealthCheck whether the definition gives one; see {@link #leavesHealthCheckToImage}
 * @param configHash what {@code docker compose config --hash} prints for the service
 * @param definition the service in Compose's canonical form, with {@code $$} already undone
 */
public record Service(
    String name,
    String image,
    @Nullable String digest,
    int replicas,
    List<Dependency> dependsOn,
    List<Mount> mounts,
    List<String> networks,
    boolean hasHealthCheck,
    String configHash,
    Tree definition) {

  public Service {
    dependsOn = List.copyOf(dependsOn);
    mounts = List.copyOf(mounts);
    networks = List.copyOf(networks);
  }

  /** What must be true of another service before this one starts. */
  public record Dependency(String service, Condition condition, boolean required) {}

  /** The conditions of {@code depends_on}, in Compose's words. */
  public enum Condition {
    STARTED("service_started"),
    HEALTHY("service_healthy"),
    COMPLETED("service_completed_successfully");

    private final String word;

    Condition(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * One mount of a service.
   *
   * @param source the key of a named volume, the absolute path of a bind, or null for an anonymous
   *     volume and a tmpfs
   */
  public record Mount(Type type, @Nullable String source, String target, boolean readOnly) {

    /** What is mounted. */
    public enum Type {
      VOLUME,
      BIND,
      TMPFS
    }
  }

  /** Whether it publishes a port of the host for TCP; a range is a choice of the engine's. */
  public boolean publishes(int port) {
    return definition.at("ports").list().stream()
        .filter(published -> published.at("protocol").text("tcp").equals("tcp"))
        .map(published -> published.at("published").text(""))
        .filter(published -> published.matches("\\d{1,5}(-\\d{1,5})?"))
        .anyMatch(
            published -> {
              String[] ends = published.split("-", 2);
              return port >= Integer.parseInt(ends[0])
                  && port <= Integer.parseInt(ends[ends.length - 1]);
            });
  }

  /**
   * Whether it mounts a volume.
   *
   * @param volume key of the volume, or SERVICE:PATH of one without a name
   */
  public boolean mounts(String volume) {
    return volume.startsWith(name + ":")
        || mounts.stream()
            .anyMatch(mount -> mount.type() == Mount.Type.VOLUME && volume.equals(mount.source()));
  }

  /** Whether its containers have a health check exactly where their image brings one. */
  public boolean leavesHealthCheckToImage() {
    Tree check = definition.at("healthcheck");
    return !hasHealthCheck
        && !check.at("disable").isTrue()
        && !check.at("test").texts().equals(List.of("NONE"));
  }

  /** The reference by which the pinned image is pulled: name@digest; null where unpinned. */
  public @Nullable String pinned() {
    return digest == null ? null : ImageName.withDigest(image, digest);
  }

  /**
   * The services whose first container must exist before one of this service can be made: it shares
   * their network, processes, memory or volumes.
   */
  public List<String> sharesSpacesOf() {
    Stream<String> spaces =
        Stream.of("network_mode", "ipc", "pid")
            .map(key -> definition.at(key).text(""))
            .filter(mode -> mode.startsWith("service:"))
            .map(mode -> mode.substring("service:".length()));
    Stream<String> volumes =
        definition.at("volumes_from").texts().stream().map(from -> from.replaceFirst(":.*$", ""));
    return Stream.concat(spaces, volumes).distinct().toList();
  }

  public boolean sharesSpaces() {
    return !sharesSpacesOf().isEmpty();
  }
}
