package dev.coppice.drill;

import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish that the run stop. Before impact it ends the run at once; after it no further
 * disaster step begins and the recovery goes on.
 */
public final class Halt {

  private @Nullable String by;
  private @Nullable Thread waiting;

  /** Wakes the run if it may still stop; otherwise only remembers who asked. */
  public synchronized void ask(String by) {
    if (this.by == null) {
      this.by = by;
      if (waiting != null) {
        waiting.interrupt();
      }
    }
  }

  public synchronized boolean isAsked() {
    return by != null;
  }

  synchronized @Nullable String by() {
    return by;
  }

  /**
   * The calling thread may be interrupted from now on.
   *
   * @throws InterruptedException where the wish came before
   */
  synchronized void mayInterrupt() throws InterruptedException {
    if (by != null) {
      throw new InterruptedException();
    }
    waiting = Thread.currentThread();
  }

  /** The run ends anyway: what it still has to put right must not be interrupted. */
  synchronized void isHeeded() {
    waiting = null;
    Thread.interrupted();
  }

  /**
   * The point of no return: the run cannot be stopped any more.
   *
   * @throws InterruptedException where the wish came before this point
   */
  synchronized void pointOfNoReturn() throws InterruptedException {
    waiting = null;
    if (by != null || Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
