package dev.coppice.drill;

import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish that the run stop. Before impact it ends the run at once; after it no further
 * disaster step begins and the recovery goes on.
 */
public final class Halt {

  private @Nullable String by;
  private @Nullable Thread waiting;
  private boolean passed;

  /**
   * Wakes the run if it may still stop; otherwise only remembers who asked.
   *
   * @return whether the run will stop; past the point of no return it goes on
   */
  public synchronized boolean ask(String by) {
    if (this.by == null) {
      this.by = by;
      if (waiting != null) {
        waiting.interrupt();
      }
    }
    return !passed;
  }

  /** What goes on from here is a recovery: nobody stops it. */
  synchronized void isPastReturn() {
    passed = true;
    waiting = null;
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
    passed = true;
  }
}
