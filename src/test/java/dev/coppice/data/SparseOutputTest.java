package dev.coppice.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparseOutputTest {

  private static final int BLOCK = SparseOutput.BLOCK;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    // length, first byte that is not zero, byte after the last one, bytes that take room
    "0, 0, 0, 0",
    "1, 0, 0, 0",
    "1, 0, 1, 1",
    "4096, 0, 4096, 4096",
    "1048576, 0, 0, 0",
    "1048576, 0, 1, 4096",
    "1048576, 1048575, 1048576, 4096",
    "1048577, 500000, 500001, 4096",
    "1048577, 1048576, 1048577, 1",
    "300000, 0, 300000, 300000"
  })
  void a_file_reads_back_as_it_was_written_and_zeros_take_no_room(
      int length, int from, int to, long onDisk) throws Exception {
    byte[] bytes = new byte[length];
    for (int i = from; i < to; i++) {
      bytes[i] = 7;
    }
    Path file = folder.resolve("copy");
    Random pieces = new Random(length);
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        SparseOutput out = new SparseOutput(channel)) {
      for (int at = 0; at < length; ) {
        int piece = Math.min(1 + pieces.nextInt(3 * BLOCK), length - at);
        out.write(bytes, at, piece);
        at += piece;
      }
      out.flush();

      assertEquals(length, out.bytes());
      assertEquals(onDisk, out.onDisk());
    }
    assertArrayEquals(bytes, Files.readAllBytes(file));
  }
}
