package dev.coppice.stack;

/**
 * Which engine this is. Names and even IDs repeat on one host, so endpoint and root folder belong
 * to the identity.
 *
 * @param name the engine's own name, as {@code docker info} gives it
 * @param endpoint how it is reached, such as {@code unix:///var/run/docker.sock}
 */
public record EngineIdentity(
    String name, String id, String version, String apiVersion, String rootDir, String endpoint) {

  /** Whether the engine's files are those of this machine. */
  public boolean isLocal() {
    return endpoint.startsWith("unix://");
  }

  /** Whether the other is the same engine reached the same way; versions may move. */
  public boolean isSameAs(EngineIdentity other) {
    return name.equals(other.name)
        && id.equals(other.id)
        && rootDir.equals(other.rootDir)
        && endpoint.equals(other.endpoint);
  }
}
