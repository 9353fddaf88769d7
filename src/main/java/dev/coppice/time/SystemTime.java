package dev.coppice.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The clocks and threads of this machine. */
final class SystemTime implements Time {

  /** It does not change while a process lives. */
  private final String boot = bootId();

  private final Executor threads = Executors.newCachedThreadPool(SystemTime::daemon);

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "coppice");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Instant wall() {
    return Instant.now();
  }

  @Override
  public String boot() {
    return boot;
  }

  private static String bootId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }

  @Override
  public void sleep(Duration span) throws InterruptedException {
    long nanos = Math.max(0, span.toNanos());
    Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
  }

  @Override
  public boolean await(Object monitor, BooleanSupplier wanted, long deadlineNanos)
      throws InterruptedException {
    while (!wanted.getAsBoolean()) {
      long left = deadlineNanos - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(monitor, left);
    }
    return true;
  }

  @Override
  public Work start(String name, Runnable work) {
    ThreadWork started = new ThreadWork(name, work, this);
    threads.execute(started);
    return started;
  }

  @Override
  public Turns turns(String name, Turn turn) {
    ThreadTurns turns = new ThreadTurns(turn, this);
    turns.go(start(name, turns));
    return turns;
  }
}
