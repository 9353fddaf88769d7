package dev.coppice.simulation;

import dev.coppice.drill.PastRun;
import dev.coppice.journal.FailPoints;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

/** A process may die at each line of its journal; what was not on the disk then may be torn. */
record JournalDeaths(World world, ModelTime time) implements FailPoints {

  @Override
  public void reached(String point) throws IOException {
    if (!point.startsWith("journal.")) {
      return;
    }
    Instant now = time.wall();
    try {
      world.boundary(time, point);
    } catch (Died died) {
      if (point.endsWith("after-write")) {
        tear(now);
      }
      throw died;
    }
  }

  private void tear(Instant writtenAt) throws IOException {
    try (Stream<Path> runs = Files.list(world.folder.resolve("state/runs"))) {
      // An undo writes into two journals: torn is the one that was written to last.
      File written =
          runs.map(run -> run.resolve(PastRun.JOURNAL).toFile())
              .filter(journal -> isLastLineOf(journal, writtenAt))
              .findFirst()
              .orElseThrow();
      try (RandomAccessFile file = new RandomAccessFile(written, "rw")) {
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

  private static boolean isLastLineOf(File journal, Instant at) {
    try {
      String text = Files.readString(journal.toPath());
      String last = text.substring(text.lastIndexOf('\n', text.length() - 2) + 1);
      return last.contains("\"wall\":\"" + at + "\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
