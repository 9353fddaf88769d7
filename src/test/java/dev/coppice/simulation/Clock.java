package dev.coppice.simulation;

import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** The time of a modelled world: it goes on only when somebody waits. */
final class Clock {

  /** Later than any real process began: who holds a lock in the model lives. */
  static final Instant BEGINNING = Instant.parse("2100-03-01T12:00:00Z");

  private static final int MOST_EVENTS = 200_000;

  private record Timer(long at, long number, BooleanSupplier wanted, Runnable action)
      implements Comparable<Timer> {

    @Override
    public int compareTo(Timer other) {
      return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
    }
  }

  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private long nanos = 1_000_000_000L;
  private long number;
  private int events;

  long nanos() {
    return nanos;
  }

  Instant wall() {
    return BEGINNING.plusNanos(nanos);
  }

  /**
   * Has something done at a time.
   *
   * @param wanted asked right before, such as whether the process that wanted it still lives
   */
  void at(long when, BooleanSupplier wanted, Runnable action) {
    timers.add(new Timer(when, ++number, wanted, action));
  }

  void in(long span, Runnable action) {
    at(nanos + span, () -> true, action);
  }

  /** When the next thing is due, far away where there is none. */
  long next() {
    Timer next = timers.peek();
    return next == null ? Long.MAX_VALUE : next.at();
  }

  /** Goes on to a time; all that is due until then happens on the way. */
  void goOnTo(long target) {
    while (next() <= target) {
      Timer timer = timers.remove();
      nanos = Math.max(nanos, timer.at());
      if (++events > MOST_EVENTS) {
        throw new IllegalStateException("this never ends: " + events + " events, at " + wall());
      }
      if (timer.wanted().getAsBoolean()) {
        timer.action().run();
      }
    }
    nanos = Math.max(nanos, target);
  }
}
