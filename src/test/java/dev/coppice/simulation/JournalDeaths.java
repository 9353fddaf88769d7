package dev.coppice.simulation;

import dev.coppice.journal.FailPoints;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A process may die at each line of its journal; what was not on the disk then may be torn. */
record JournalDeaths(World world, ModelTime time) implements FailPoints {

  @Override
  public void reached(String point) throws IOException {
    if (!point.startsWith("journal.")) {
      return;
    }
    try {
      world.boundary(time, point);
    } catch (Died died) {
      if (point.endsWith("after-write")) {
        tear();
      }
      throw died;
    }
  }

  private void tear() throws IOException {
    try (Stream<Path> runs = Files.list(world.folder.resolve("state/runs"))) {
      Path last = runs.max(Comparator.comparing(Path::toString)).orElseThrow();
      try (RandomAccessFile file =
          new RandomAccessFile(last.resolve("journal.ndjson").toFile(), "rw")) {
        byte[] bytes = new byte[(int) file.length()];
        file.readFully(bytes);
        int length = bytes.length;
        int from = length - 1;
        while (from > 0 && bytes[from - 1] != '\n') {
          from--;
        }
        file.setLength(from + world.random.nextInt(length - from + 1));
      }
    }
  }
}
