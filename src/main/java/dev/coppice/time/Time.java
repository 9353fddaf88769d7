package dev.coppice.time;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * What a run knows of time and lets go on beside itself. Nothing that a run does reads a clock,
 * waits or begins a thread but through it, so that the same code can be run by another clock, on
 * one thread, in an order that somebody else chooses.
 */
public interface Time {

  /** The time of this machine. */
  Time SYSTEM = new SystemTime();

  /** Nanoseconds on a clock that never jumps; only differences mean anything. */
  long nanos();

  /** The wall clock, which may jump. */
  Instant wall();

  /** Which start of the machine this is: monotonic times of one boot can be compared. */
  String boot();

  void sleep(Duration span) throws InterruptedException;

  /**
   * Waits until something is so; whoever makes it so calls {@code notifyAll} on the monitor.
   *
   * @param monitor which the caller holds
   * @param deadlineNanos the last moment, by {@link #nanos}
   * @return whether it was so in time
   */
  boolean await(Object monitor, BooleanSupplier wanted, long deadlineNanos)
      throws InterruptedException;

  /** Begins work beside the caller's own; it keeps no process alive. */
  Work start(String name, Runnable work);

  /** Begins turns beside the caller's own work; they keep no process alive. */
  Turns turns(String name, Turn turn);

  /** Work that goes on beside the caller's own. */
  interface Work {

    /** Tells it to stop; what it waits for is broken off. */
    void interrupt();

    /**
     * Waits for its end.
     *
     * @return whether it has ended in time
     */
    boolean join(Duration timeout) throws InterruptedException;
  }

  /** What is done again and again, each time until nothing is left to do for now. */
  @FunctionalInterface
  interface Turn {

    /**
     * Does what is due.
     *
     * @return when the next turn is due, by {@link Time#nanos}
     */
    long take();
  }

  /** Something that has its turn whenever it is due or somebody wakes it. */
  interface Turns {

    /** Gives it a turn now. */
    void wake();

    /**
     * Gives it one last turn and ends it.
     *
     * @return whether it has ended in time
     */
    boolean end(Duration timeout) throws InterruptedException;
  }
}
