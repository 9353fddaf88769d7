package dev.coppice.engine;

import dev.coppice.stack.Container;
import dev.coppice.stack.EngineEvent;
import dev.coppice.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a container to reach a state, woken by the engine's events and never by polling: the
 * container is inspected once at the start, again when an event names it, and a last time when time
 * is up.
 */
public final class ContainerWatch {

  private final Engine engine;
  private final Time time;

  /** How many events named a container, by identity and by name: callers wait by either. */
  private final Map<String, Integer> events = new HashMap<>();

  private @Nullable EngineException deaf;

  public ContainerWatch(Engine engine, Time time) {
    this.engine = engine;
    this.time = time;
  }

  /** Told of every event of the engine. */
  public synchronized void heard(EngineEvent event) {
    if (event.type().equals("container")) {
      events.merge(event.id(), 1, Integer::sum);
      String name = event.attributes().get("name");
      if (name != null) {
        events.merge(name, 1, Integer::sum);
      }
      notifyAll();
    }
  }

  /** Told when there will be no more events: nobody may wait for one then. */
  public synchronized void lost(EngineException why) {
    deaf = why;
    notifyAll();
  }

  /** Told when there are events again. */
  public synchronized void again() {
    deaf = null;
  }

  /**
   * Waits until the container is as wanted, or is as it must not be.
   *
   * @param id its full identity or its name
   * @return the container as last inspected: as wanted, hopeless, or whatever it is when time is up
   * @throws EngineException where it is gone, or where the events ended before it was as wanted
   */
  public Container await(
      String id, Predicate<Container> wanted, Predicate<Container> hopeless, Duration timeout)
      throws InterruptedException {
    long deadline = time.nanos() + timeout.toNanos();
    boolean timeLeft = true;
    while (true) {
      // Counted before it is inspected, so that an event in between leads to another look.
      int seen = heardOf(id);
      Container container = look(id);
      if (wanted.test(container) || hopeless.test(container) || !timeLeft) {
        return container;
      }
      timeLeft = news(id, seen, () -> false, deadline);
    }
  }

  /**
   * The container as it is now.
   *
   * @throws EngineException where it is gone
   */
  public Container look(String id) {
    return engine
        .container(id)
        .orElseThrow(() -> new EngineException(doing(id), "it is not there any more", 404, null));
  }

  private static String doing(String id) {
    return "wait for container " + id;
  }

  /** How many events have named the container by now; count before you look. */
  public synchronized int heardOf(String id) {
    return events.getOrDefault(id, 0);
  }

  /**
   * Waits for the next event that names the container, or until something else is so.
   *
   * @param heard how many events had named it when it was looked at
   * @param other whoever makes it so calls {@link #wake}
   * @param deadlineNanos the last moment, by {@link Time#nanos}
   * @return whether there is news in time, of the one kind or the other
   * @throws EngineException where the events ended
   */
  public synchronized boolean news(String id, int heard, BooleanSupplier other, long deadlineNanos)
      throws InterruptedException {
    boolean woken =
        time.await(
            this,
            () -> heardOf(id) != heard || deaf != null || other.getAsBoolean(),
            deadlineNanos);
    if (heardOf(id) == heard && deaf != null) {
      throw new EngineException(
          doing(id), "the engine's events ended (" + deaf.why() + ")", deaf.status(), deaf);
    }
    return woken;
  }

  /** Lets all who wait look again whether what else they wait for is so. */
  public synchronized void wake() {
    notifyAll();
  }
}
