package dev.coppice.engine;

import dev.coppice.stack.Container;
import dev.coppice.stack.EngineEvent;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Waits for a container to reach a state, woken by the engine's events and never by polling: the
 * container is inspected once at the start and again when an event names it.
 */
public final class ContainerWatch {

  private final Engine engine;
  private long generation;

  public ContainerWatch(Engine engine) {
    this.engine = engine;
  }

  /** Told of every event of the engine. */
  public synchronized void heard(EngineEvent event) {
    if (event.type().equals("container")) {
      generation++;
      notifyAll();
    }
  }

  /**
   * Waits until the container is as wanted, or is as it must not be.
   *
   * @return the container as last inspected: as wanted, hopeless, or whatever it is when time is up
   */
  public Container await(
      String id, Predicate<Container> wanted, Predicate<Container> hopeless, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      long seen = generation();
      Container container =
          engine
              .container(id)
              .orElseThrow(
                  () ->
                      new EngineException(
                          "wait for container " + id, "it is not there any more", 404, null));
      if (wanted.test(container) || hopeless.test(container)) {
        return container;
      }
      if (!changedBefore(deadline, seen)) {
        return container;
      }
    }
  }

  private synchronized long generation() {
    return generation;
  }

  private synchronized boolean changedBefore(long deadline, long seen) throws InterruptedException {
    while (generation == seen) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
