package dev.coppice.simulation;

import dev.coppice.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Time as one process of a modelled world has it: all its work is done on the one thread of the
 * simulation. Whoever waits, or calls an engine, lets others go first; which, the seed says.
 */
final class ModelTime implements Time {

  private final Clock clock;
  private final Random random;
  private final String boot;
  private final List<Job> ready = new ArrayList<>();
  private final Deque<Job> stack = new ArrayDeque<>();
  private boolean dead;

  ModelTime(Clock clock, Random random, String boot) {
    this.clock = clock;
    this.random = random;
    this.boot = boot;
  }

  /** From now on nothing of the process acts. */
  void die() {
    dead = true;
    ready.clear();
  }

  boolean isDead() {
    return dead;
  }

  void requireLife() {
    if (dead) {
      throw new Died();
    }
  }

  /** Something of the process takes so long; others may come first. */
  void spend(long span) {
    requireLife();
    goOnTo(clock.nanos() + span);
    if (!ready.isEmpty() && random.nextInt(3) == 0) {
      runOne();
    }
    requireLife();
  }

  /** Who is interrupted meanwhile is the one who waits at the bottom, not who is on top. */
  private void goOnTo(long target) {
    boolean own = Thread.interrupted();
    clock.goOnTo(target);
    Job top = stack.peek();
    if (top != null && Thread.interrupted()) {
      stack.peekLast().interruptsCaller = true;
    }
    if (own) {
      Thread.currentThread().interrupt();
    }
    requireLife();
  }

  private void runOne() {
    Job job = ready.remove(random.nextInt(ready.size()));
    boolean interrupted = Thread.interrupted();
    stack.push(job);
    try {
      job.work.run();
    } finally {
      stack.pop();
      job.ended = true;
      Thread.interrupted();
      if (interrupted || job.interruptsCaller) {
        Thread.currentThread().interrupt();
      }
    }
    requireLife();
  }

  @Override
  public long nanos() {
    return clock.nanos();
  }

  @Override
  public Instant wall() {
    return clock.wall();
  }

  @Override
  public String boot() {
    return boot;
  }

  @Override
  public void sleep(Duration span) throws InterruptedException {
    waitFor(() -> false, clock.nanos() + span.toNanos());
  }

  @Override
  public boolean await(Object monitor, BooleanSupplier wanted, long deadlineNanos)
      throws InterruptedException {
    return waitFor(wanted, deadlineNanos);
  }

  private boolean waitFor(BooleanSupplier wanted, long deadline) throws InterruptedException {
    requireLife();
    while (!wanted.getAsBoolean()) {
      Job me = stack.peek();
      if (me != null && me.interrupted) {
        me.interrupted = false;
        throw new InterruptedException();
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!ready.isEmpty()) {
        runOne();
      } else if (clock.nanos() >= deadline) {
        return false;
      } else {
        goOnTo(Math.min(deadline, clock.next()));
      }
    }
    return true;
  }

  @Override
  public Work start(String name, Runnable work) {
    requireLife();
    Job job = new Job(work);
    ready.add(job);
    return job;
  }

  @Override
  public Turns turns(String name, Turn turn) {
    requireLife();
    return new ModelTurns(turn);
  }

  private final class Job implements Work {

    private final Runnable work;
    private boolean interrupted;
    private boolean interruptsCaller;
    private boolean ended;

    Job(Runnable work) {
      this.work = work;
    }

    @Override
    public void interrupt() {
      interrupted = true;
    }

    @Override
    public boolean join(Duration timeout) throws InterruptedException {
      return waitFor(() -> ended, clock.nanos() + timeout.toNanos());
    }
  }

  private final class ModelTurns implements Turns {

    private final Turn turn;
    private boolean ended;
    private boolean taking;
    private boolean wanted;
    private long due;

    ModelTurns(Turn turn) {
      this.turn = turn;
      wake();
    }

    @Override
    public void wake() {
      if (!wanted) {
        wanted = true;
        plan(clock.nanos());
      }
    }

    private void plan(long when) {
      due = when;
      clock.at(when, () -> !dead && !ended && due == when, this::take);
    }

    private void take() {
      if (taking) {
        return;
      }
      wanted = false;
      taking = true;
      try {
        long next = turn.take();
        if (!wanted) {
          plan(next);
        }
      } finally {
        taking = false;
      }
    }

    @Override
    public boolean end(Duration timeout) {
      requireLife();
      ended = true;
      turn.take();
      return true;
    }
  }
}
