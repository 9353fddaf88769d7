package dev.coppice.drill;

import dev.coppice.data.RescueSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the records of a run fit where they are to lie: a run that cannot write breaks off. */
final class BundleSpace {

  /** Enough for samples, events and logs of a long run: 32 MiB. */
  static final long NEEDED = 32L << 20;

  private BundleSpace() {}

  /**
   * Refuses a folder without room.
   *
   * @throws RefusedException where less than {@link #NEEDED} bytes are free
   */
  static void require(Path folder) {
    Path standing = folder.toAbsolutePath();
    while (!Files.exists(standing) && standing.getParent() != null) {
      standing = standing.getParent();
    }
    try {
      require(folder, RescueSpace.usable(standing));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to ask for the free space of " + standing, e);
    }
  }

  static void require(Path folder, long usable) {
    if (usable < NEEDED) {
      throw new RefusedException(
          "the records of a run need %d MiB in %s, free are %d MiB"
              .formatted(NEEDED >> 20, folder, usable >> 20),
          "free some space there, or give another folder with --reports");
    }
  }
}
