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

  /** Some thousand lines: more than a recovery of a hundred services writes. */
  static final int BYTES = 1 << 20;

  private static final int PARTS = 64;

  static Reserve of(Path journal) {
    return new Reserve(journal.resolveSibling(journal.getFileName() + ".reserve"));
  }

  /** Takes the space: written out, since a file with holes holds none. */
  void take() throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] part = new byte[BYTES / PARTS];
      for (int written = 0; written < PARTS; written++) {
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
