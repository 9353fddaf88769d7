package dev.coppice.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps our own commands in a container and its pause apart, for the reason that {@link
 * QuietMoment} tells: commands run beside one another, a pause waits for those that have begun.
 */
final class ExecTurns {

  /** Longer than any question may take; a pause that waited so long goes on all the same. */
  private static final long LONGEST_WAIT_SECONDS = 10;

  private final Map<String, ReentrantReadWriteLock> turns = new ConcurrentHashMap<>();

  private ReentrantReadWriteLock turn(String container) {
    return turns.computeIfAbsent(container, id -> new ReentrantReadWriteLock(true));
  }

  /** Runs a command of ours in a container. */
  <T> T exec(String container, Supplier<T> command) {
    ReentrantReadWriteLock.ReadLock lock = turn(container).readLock();
    lock.lock();
    try {
      return command.get();
    } finally {
      lock.unlock();
    }
  }

  /** Pauses a container when no command of ours runs in it, and lets none begin meanwhile. */
  void pause(String container, Runnable pause) {
    ReentrantReadWriteLock.WriteLock lock = turn(container).writeLock();
    boolean mine = false;
    try {
      mine = lock.tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      pause.run();
    } finally {
      if (mine) {
        lock.unlock();
      }
    }
  }
}
