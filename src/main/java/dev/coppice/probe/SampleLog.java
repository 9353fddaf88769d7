package dev.coppice.probe;

import dev.coppice.evidence.Sample;
import dev.coppice.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What was asked and answered so far: a queue towards whoever keeps it, and who waits for what. */
final class SampleLog {

  /** Questions in flight and answers not yet kept, all probes together. */
  private static final int MAX_PENDING = 8192;

  private final Time time;
  private final Runnable toDeliver;
  private final int maxPending;
  private final Map<String, Streak> streaks = new LinkedHashMap<>();
  private final Queue<Sample> undelivered = new ArrayDeque<>();
  private int pending;
  private int inFlight;
  private boolean closed;
  private @Nullable RuntimeException broken;

  SampleLog(List<Probe> probes, Time time, Runnable toDeliver) {
    this(probes, time, toDeliver, MAX_PENDING);
  }

  /**
   * @param toDeliver told when there is something to hand on
   */
  SampleLog(List<Probe> probes, Time time, Runnable toDeliver, int maxPending) {
    this.time = time;
    this.toDeliver = toDeliver;
    this.maxPending = maxPending;
    for (Probe probe : probes) {
      if (streaks.put(probe.name(), new Streak()) != null) {
        throw new IllegalArgumentException("two probes are named " + probe.name());
      }
    }
  }

  /** A question's number, or -1 where what is pending must be kept first. */
  synchronized long asked(String probe) {
    if (closed || pending >= maxPending) {
      return -1;
    }
    pending++;
    inFlight++;
    return streak(probe).asked();
  }

  void ended(long question, Sample sample) {
    synchronized (this) {
      streak(sample.probe()).ended(question, sample);
      inFlight--;
      undelivered.add(sample);
      notifyAll();
    }
    toDeliver.run();
  }

  private Streak streak(String probe) {
    Streak streak = streaks.get(probe);
    if (streak == null) {
      throw new IllegalArgumentException("no probe is named " + probe);
    }
    return streak;
  }

  /** Hands on the samples that have ended, in the order in which they did. */
  void deliver(Consumer<Sample> sink) {
    try {
      for (Sample next = next(); next != null; next = next()) {
        sink.accept(next);
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private synchronized @Nullable Sample next() {
    Sample next = broken == null ? undelivered.poll() : null;
    if (next != null) {
      pending--;
    }
    return next;
  }

  private synchronized void fail(RuntimeException why) {
    broken = why;
    notifyAll();
  }

  /** No more questions; what has ended is still handed on. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean awaitNoneInFlight(Duration timeout) throws InterruptedException {
    return await(timeout, () -> inFlight == 0);
  }

  /** Waits until every streak is as wanted; gives the names of the probes whose streak is not. */
  synchronized List<String> awaitEach(Predicate<Streak> wanted, Duration timeout)
      throws InterruptedException {
    await(timeout, () -> lacking(wanted).isEmpty());
    return lacking(wanted);
  }

  private List<String> lacking(Predicate<Streak> wanted) {
    return streaks.entrySet().stream()
        .filter(entry -> !wanted.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  synchronized @Nullable String lastFailure(String probe) {
    return streak(probe).lastFailure();
  }

  private boolean await(Duration timeout, BooleanSupplier wanted) throws InterruptedException {
    long deadline = time.nanos() + timeout.toNanos();
    time.await(this, () -> broken != null || wanted.getAsBoolean(), deadline);
    if (wanted.getAsBoolean()) {
      return true;
    }
    requireWhole();
    return false;
  }

  /** What was not written down cannot be proved later, so going on would be for nothing. */
  synchronized void requireWhole() {
    if (broken != null) {
      throw new IllegalStateException(
          "tried to keep the answers of the probes but failed because: " + broken.getMessage(),
          broken);
    }
  }
}
