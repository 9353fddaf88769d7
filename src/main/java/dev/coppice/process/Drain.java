package dev.coppice.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Empties a stream in the background, so that no command blocks on it, and keeps a bounded part.
 */
final class Drain {

  private final InputStream stream;
  private final boolean last;
  private final int max;
  private final Thread thread;
  private byte[] kept = new byte[8192];
  private int size;

  private Drain(InputStream stream, boolean last, int max) {
    this.stream = stream;
    this.last = last;
    this.max = max;
    this.thread = new Thread(this::drain, "command-output");
    thread.setDaemon(true);
  }

  /** Keeps the beginning. */
  static Drain first(InputStream stream) {
    return begun(new Drain(stream, false, CommandRunner.MAX_BYTES));
  }

  /** Keeps the end. */
  static Drain last(InputStream stream) {
    return begun(new Drain(stream, true, CommandRunner.MAX_BYTES));
  }

  static Drain begun(Drain drain) {
    drain.thread.start();
    return drain;
  }

  private void drain() {
    byte[] piece = new byte[8192];
    try {
      for (int read = stream.read(piece); read >= 0; read = stream.read(piece)) {
        keep(piece, read);
      }
    } catch (IOException e) {
      // The command was killed: what it said until then is kept.
    }
  }

  private synchronized void keep(byte[] piece, int length) {
    int taken = last ? length : Math.min(length, max - size);
    if (size + taken > kept.length) {
      // Twice the bound for the end, so that it is moved to the front only now and then.
      kept = Arrays.copyOf(kept, Math.min(2 * max, Math.max(2 * kept.length, size + taken)));
    }
    if (size + taken > kept.length) {
      int rest = max - taken;
      System.arraycopy(kept, size - rest, kept, 0, rest);
      size = rest;
    }
    System.arraycopy(piece, 0, kept, size, taken);
    size += taken;
  }

  /**
   * What was kept.
   *
   * @param patienceMs how long the stream's end is waited for
   */
  String text(long patienceMs) {
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(patienceMs);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      int from = last ? Math.max(0, size - max) : 0;
      return new String(kept, from, size - from, StandardCharsets.UTF_8);
    }
  }
}
