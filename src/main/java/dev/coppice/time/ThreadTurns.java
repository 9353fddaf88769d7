package dev.coppice.time;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns on a thread that sleeps between them. */
final class ThreadTurns implements Time.Turns, Runnable {

  private final Time.Turn turn;
  private final Time time;
  private Time.@Nullable Work thread;
  private boolean woken;
  private boolean ending;

  ThreadTurns(Time.Turn turn, Time time) {
    this.turn = turn;
    this.time = time;
  }

  synchronized void go(Time.Work onThread) {
    thread = onThread;
    notifyAll();
  }

  @Override
  public void run() {
    try {
      while (!isEnding()) {
        long due = turn.take();
        sleepUntil(due);
      }
      turn.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isEnding() {
    return ending;
  }

  private synchronized void sleepUntil(long due) throws InterruptedException {
    time.await(this, () -> woken || ending, due);
    woken = false;
  }

  @Override
  public synchronized void wake() {
    woken = true;
    notifyAll();
  }

  @Override
  public boolean end(Duration timeout) throws InterruptedException {
    Time.Work running;
    synchronized (this) {
      ending = true;
      notifyAll();
      running = thread;
    }
    return running == null || running.join(timeout);
  }
}
