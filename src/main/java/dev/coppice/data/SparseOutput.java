package dev.coppice.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** Writes a file whose runs of zeros take no room on the disk; they read back as zeros. */
final class SparseOutput extends OutputStream {

  /** A file system gives room in blocks of this size. */
  static final int BLOCK = 4096;

  private static final byte[] ZEROS = new byte[BLOCK];

  private final FileChannel channel;
  private final byte[] buffer = new byte[16 * BLOCK];
  private int filled;
  private long written;
  private long onDisk;

  /** Writes to a channel on a file that is empty and belongs to nobody else. */
  SparseOutput(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      int taken = Math.min(left, buffer.length - filled);
      System.arraycopy(from, at, buffer, filled, taken);
      filled += taken;
      at += taken;
      left -= taken;
      if (filled == buffer.length) {
        drain();
      }
    }
  }

  /** One write for each run of blocks that hold something. */
  private void drain() throws IOException {
    int from = -1;
    for (int at = 0; at < filled; at += BLOCK) {
      int end = Math.min(at + BLOCK, filled);
      boolean zeros = Arrays.equals(buffer, at, end, ZEROS, 0, end - at);
      if (zeros && from >= 0) {
        put(from, at);
        from = -1;
      } else if (!zeros && from < 0) {
        from = at;
      }
    }
    if (from >= 0) {
      put(from, filled);
    }
    written += filled;
    filled = 0;
  }

  /** Bytes written so far. */
  long bytes() {
    return written;
  }

  /** Bytes written so far that take room. */
  long onDisk() {
    return onDisk;
  }

  /** A full disk makes a channel write less than it was given, without a word. */
  private void put(int from, int to) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(buffer, from, to - from);
    while (bytes.hasRemaining()) {
      channel.write(bytes, written + bytes.position());
    }
    onDisk += to - from;
  }

  /** All that was written lies in the file, which is as long as it. */
  @Override
  public void flush() throws IOException {
    drain();
    if (channel.size() < written) {
      channel.write(ByteBuffer.wrap(ZEROS, 0, 1), written - 1);
    }
  }
}
