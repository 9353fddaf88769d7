package dev.coppice.engine;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first or the last bytes of a stream, at most so many; safe to read while it is written. */
final class KeptBytes extends OutputStream {

  private final int max;
  private final boolean last;
  private byte[] bytes = new byte[256];
  private int size;
  private boolean cut;

  private KeptBytes(int max, boolean last) {
    this.max = max;
    this.last = last;
  }

  static KeptBytes first(int max) {
    return new KeptBytes(max, false);
  }

  static KeptBytes last(int max) {
    return new KeptBytes(max, true);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] from, int offset, int length) {
    int free = max - size;
    int taken = Math.min(length, last ? max : free);
    cut |= length > free;
    if (last && taken > free) {
      int dropped = taken - free;
      System.arraycopy(bytes, dropped, bytes, 0, size - dropped);
      size -= dropped;
    }
    if (size + taken > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(max, Math.max(size + taken, 2 * bytes.length)));
    }
    System.arraycopy(from, last ? offset + length - taken : offset, bytes, size, taken);
    size += taken;
  }

  synchronized boolean isCut() {
    return cut;
  }

  synchronized String text() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }
}
