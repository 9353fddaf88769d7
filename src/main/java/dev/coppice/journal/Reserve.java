package dev.coppice.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Space on the disk that a journal keeps for the time when there is none: a file of its own beside
 * it, given up so that the lines that bring a stack back can still be written.
 */
record Reserve(Path file) {

  /** A step takes a dozen lines where the engine goes away in it: 16 KiB are twice that. */
  private static final int STEP = 1 << 14;

  /** What each run writes beside its steps, and the work that is planned anew: 16 steps' worth. */
  private static final int BESIDE = 16;

  static Reserve of(Path journal) {
    return new Reserve(journal.resolveSibling(journal.getFileName() + ".reserve"));
  }

  /**
   * Takes the space: written out, since a file with holes holds none.
   *
   * @param steps how many have to be told of
   */
  void take(int steps) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] part = new byte[STEP];
      for (int taken = 0; taken < steps + BESIDE; taken++) {
        out.write(part);
      }
      out.getFD().sync();
    }
  }

  /** Gives the space up; false where there was none left. */
  boolean giveUp() throws IOException {
    return Files.deleteIfExists(file);
  }
}
