package dev.coppice.time;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Work on a thread that it has for itself as long as it lasts. */
final class ThreadWork implements Time.Work, Runnable {

  private final String name;
  private final Runnable work;
  private final Time time;
  private @Nullable Thread runner;
  private boolean interrupted;
  private boolean ended;

  ThreadWork(String name, Runnable work, Time time) {
    this.name = name;
    this.work = work;
    this.time = time;
  }

  @Override
  public void run() {
    begin();
    try {
      work.run();
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    runner = Thread.currentThread();
    runner.setName(name);
    if (interrupted) {
      runner.interrupt();
    }
  }

  private synchronized void end() {
    runner = null;
    ended = true;
    // The thread has other work after this.
    Thread.interrupted();
    notifyAll();
  }

  @Override
  public synchronized void interrupt() {
    interrupted = true;
    if (runner != null) {
      runner.interrupt();
    }
  }

  @Override
  public synchronized boolean join(Duration timeout) throws InterruptedException {
    return time.await(this, () -> ended, time.nanos() + timeout.toNanos());
  }
}
