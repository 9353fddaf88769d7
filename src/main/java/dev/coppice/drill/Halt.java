package dev.coppice.drill;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish that the run stop. Before impact it ends the run at once; after it no further
 * disaster step begins and the recovery goes on.
 */
public final class Halt {

  private final List<Supplier<Optional<String>>> lookouts = new CopyOnWriteArrayList<>();
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

  /**
   * One more place where the wish may stand, looked at before every step.
   *
   * @param lookout gives who or what wants the run to stop, empty where nobody does
   */
  public void lookAt(Supplier<Optional<String>> lookout) {
    lookouts.add(lookout);
  }

  /** What goes on from here is a recovery: nobody stops it. */
  public synchronized void isPastReturn() {
    passed = true;
    waiting = null;
  }

  /** Whether anybody wants the run to stop; each lookout is asked anew until one does. */
  public boolean isAsked() {
    for (Supplier<Optional<String>> lookout : lookouts) {
      if (by() != null) {
        return true;
      }
      // Not under our lock: a lookout may take seconds, and a signal must not wait for it.
      lookout.get().ifPresent(this::ask);
    }
    return by() != null;
  }

  /** Who asked first; null where nobody did. */
  public synchronized @Nullable String by() {
    return by;
  }

  /**
   * The calling thread may be interrupted from now on.
   *
   * @throws InterruptedException where the wish came before
   */
  public synchronized void mayInterrupt() throws InterruptedException {
    if (passed) {
      return;
    }
    if (by != null) {
      throw new InterruptedException();
    }
    waiting = Thread.currentThread();
  }

  /** The run ends anyway: what it still has to put right must not be interrupted. */
  public synchronized void isHeeded() {
    waiting = null;
    var unused = Thread.interrupted();
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
