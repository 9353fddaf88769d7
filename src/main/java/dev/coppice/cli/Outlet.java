package dev.coppice.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * A standard stream that is written by a thread of its own: a reader that is gone, or that never
 * reads, holds nobody up who has something to say.
 */
final class Outlet extends OutputStream {

  /** Bytes that wait at most: enough for the evidence of a large stack. */
  private static final int ROOM = 16 << 20;

  private final OutputStream to;
  private final int room;
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private int bytes;
  private long written;
  private long dropped;
  private boolean neverWaits;
  private boolean writing;
  private boolean broken;

  Outlet(OutputStream to) {
    this(to, ROOM);
  }

  /**
   * Writes to another stream.
   *
   * @param room bytes that may wait for the reader
   */
  Outlet(OutputStream to, int room) {
    this.to = to;
    this.room = room;
    Thread thread = new Thread(this::pump, "outlet");
    thread.setDaemon(true);
    thread.start();
  }

  static Outlet of(FileDescriptor descriptor) {
    return new Outlet(new FileOutputStream(descriptor));
  }

  PrintStream printed() {
    return new PrintStream(this, true, Charset.defaultCharset());
  }

  /** From now on what finds no room is dropped: a run must not wait for its reader. */
  synchronized void neverWaits() {
    neverWaits = true;
    notifyAll();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] from, int offset, int length) {
    boolean interrupted = false;
    while (bytes + length > room && bytes > 0 && !neverWaits && !broken) {
      try {
        wait();
      } catch (InterruptedException e) {
        // Kept for the one who writes: a print is not what should be broken off.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (broken || (neverWaits && bytes + length > room)) {
      dropped += length;
      return;
    }
    if (dropped > 0) {
      byte[] gap =
          ("\n(" + dropped + " bytes were not read in time)\n").getBytes(StandardCharsets.UTF_8);
      dropped = 0;
      add(gap);
    }
    byte[] copy = new byte[length];
    System.arraycopy(from, offset, copy, 0, length);
    add(copy);
  }

  private void add(byte[] more) {
    waiting.add(more);
    bytes += more.length;
    notifyAll();
  }

  /**
   * Waits until everything is written or nobody reads any more.
   *
   * @param patience how long the reader may take for a piece of it
   */
  synchronized void drain(Duration patience) {
    long seen = written;
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while ((bytes > 0 || writing) && !broken && System.nanoTime() < deadline) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(deadline - System.nanoTime(), 1));
        if (written != seen) {
          seen = written;
          deadline = System.nanoTime() + patience.toNanos();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump() {
    try {
      while (true) {
        byte[] next = next();
        to.write(next);
        to.flush();
        done(next.length);
      }
    } catch (InterruptedException | IOException gone) {
      breaks();
    }
  }

  private synchronized byte[] next() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    writing = true;
    return waiting.remove();
  }

  private synchronized void done(int length) {
    writing = false;
    bytes -= length;
    written += length;
    notifyAll();
  }

  private synchronized void breaks() {
    broken = true;
    waiting.clear();
    bytes = 0;
    notifyAll();
  }
}
