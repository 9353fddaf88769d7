package dev.coppice.disaster;

import dev.coppice.plan.Loss;
import dev.coppice.plan.Loss.Kind;
import dev.coppice.plan.Obstacle;
import dev.coppice.stack.Container;
import dev.coppice.stack.Container.Mounted;
import dev.coppice.stack.Inventory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Containers that reach out of their stack: through the engine's socket they may own what stands
 * beside it, and what they write into folders of the host is no copy's and no backup's. Pure.
 */
public final class SystemMounts {

  private static final Set<String> FOLDERS =
      Set.of(
          "/",
          "/bin",
          "/boot",
          "/dev",
          "/etc",
          "/home",
          "/lib",
          "/lib64",
          "/opt",
          "/proc",
          "/root",
          "/run",
          "/sbin",
          "/srv",
          "/sys",
          "/usr",
          "/var",
          "/var/lib",
          "/var/run");

  private static final Set<String> SOCKETS =
      Set.of("docker.sock", "containerd.sock", "podman.sock", "crio.sock");

  private SystemMounts() {}

  /**
   * What stands against losing these.
   *
   * @param rootDir the engine's own folder
   * @param keeps binds that the user knows to stay, as SERVICE:PATH
   */
  public static List<Obstacle> obstacles(
      Inventory inventory, List<Loss> losses, String rootDir, List<String> keeps) {
    List<Obstacle> obstacles = new ArrayList<>();
    for (Loss loss : losses) {
      if (loss.kind() == Kind.CONTAINER) {
        inventory
            .container(loss.identity())
            .ifPresent(
                container ->
                    container.mounts().stream()
                        .filter(mount -> !keeps.contains(loss.service() + ":" + mount.target()))
                        .forEach(mount -> add(obstacles, container, loss, mount, rootDir)));
      }
    }
    return obstacles.stream().distinct().toList();
  }

  private static void add(
      List<Obstacle> obstacles, Container container, Loss loss, Mounted mount, String rootDir) {
    String what = what(mount, rootDir);
    if (what != null) {
      obstacles.add(
          new Obstacle(
              "container %s (%s) has %s of the host (%s): what it has done there is not the stack's"
                  .formatted(container.name(), container.shortId(), what, mount.source()),
              "keep its service, or say that you know of it: keeps: [\"%s:%s\"]"
                  .formatted(loss.service(), mount.target())));
    }
  }

  private static @org.jspecify.annotations.Nullable String what(Mounted mount, String rootDir) {
    if (!mount.type().equals("bind")) {
      return null;
    }
    Path source = Path.of(mount.source()).normalize();
    Path name = source.getFileName();
    if (name != null && SOCKETS.contains(name.toString())) {
      // Read-only hinders nobody to speak through a socket.
      return "an engine's socket";
    }
    if (!mount.writable()) {
      return null;
    }
    if (source.startsWith(Path.of(rootDir).normalize())) {
      return "the engine's own folder";
    }
    return FOLDERS.contains(source.toString()) ? "a system folder" : null;
  }
}
