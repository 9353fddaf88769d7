package dev.coppice.data;

import dev.coppice.engine.Engine;
import dev.coppice.plan.Obstacle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether the rescue copies fit where they are to lie. */
public final class RescueSpace {

  /** Left free whatever the copies need: 64 MiB for journal, samples and the bundle. */
  private static final long RESERVE = 64L << 20;

  private RescueSpace() {}

  /**
   * What is in the way of copying the volumes. A volume whose size the engine cannot tell counts
   * for nothing: a copy that finds the disk full fails before impact.
   */
  public static Optional<Obstacle> obstacle(Engine engine, List<String> volumes, Path store) {
    long bytes = volumes.stream().mapToLong(v -> engine.volumeBytes(v).orElse(0)).sum();
    try {
      Path standing = store.toAbsolutePath();
      while (!Files.exists(standing)) {
        standing = DurableFile.folderOf(standing);
      }
      return obstacle(bytes, usable(standing), store);
    } catch (IOException e) {
      return Optional.of(
          new Obstacle(
              "the free space for rescue copies in " + store + " cannot be told: " + e,
              "make the folder readable and writable"));
    }
  }

  /** Bytes that are free where a file or folder lies. */
  public static long usable(Path standing) throws IOException {
    long free = standing.toFile().getUsableSpace();
    // None is also the answer where it cannot be told: the file store tells why.
    return free > 0 ? free : Files.getFileStore(standing).getUsableSpace();
  }

  /**
   * A tar needs a header for each file: a twentieth more than the volumes hold is reckoned with.
   */
  static Optional<Obstacle> obstacle(long bytes, long usable, Path store) {
    long needed = bytes + bytes / 20 + RESERVE;
    return usable >= needed
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                "rescue copies need " + mib(needed) + " in " + store + ", free are " + mib(usable),
                "free some space there, or set XDG_STATE_HOME to where there is more"));
  }

  private static String mib(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
