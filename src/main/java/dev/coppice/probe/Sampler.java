package dev.coppice.probe;

import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.Sample;
import dev.coppice.probe.Probe.Asking;
import dev.coppice.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks each probe at a fixed rate on the monotonic clock, from {@link #start} to {@link #close}.
 * Slow answers do not stretch the rate: questions overlap, as many as fit into a probe's timeout.
 *
 * <p>A tick at which nothing can be asked (too many questions are in flight, answers are kept too
 * slowly, or this process itself stood still) is left out: nothing was asked, so there is nothing
 * to say of it, neither that it passed nor that it failed. The next question's {@code lateMs} then
 * counts from the first tick that was left out, so that the hole can be seen.
 */
public final class Sampler implements AutoCloseable {

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /** The keeping of answers is woken by each of them; so often it looks by itself. */
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final List<Probe> probes;
  private final Asking asking;
  private final RunClock clock;
  private final SampleLog log;
  private final Consumer<Sample> sink;
  private final Map<Long, Time.Work> inFlight = new HashMap<>();
  private final AtomicBoolean besides = new AtomicBoolean();
  private long asked;
  private volatile Time.@Nullable Turns ticking;
  private volatile Time.@Nullable Turns delivering;
  private volatile boolean closed;

  /**
   * @param sink gets the samples as they end, beside the asking
   */
  public Sampler(List<Probe> probes, Asking asking, RunClock clock, Consumer<Sample> sink) {
    this.probes = List.copyOf(probes);
    this.asking = asking;
    this.clock = clock;
    this.sink = sink;
    log = new SampleLog(probes, clock.time(), this::wakeDelivery);
  }

  public void start() {
    Time time = clock.time();
    delivering = time.turns("coppice-probe-samples", this::deliver);
    long start = time.nanos();
    List<Rhythm> rhythms =
        probes.stream()
            .map(probe -> new Rhythm(probe, asking, clock, log, this::ask, start))
            .toList();
    ticking = time.turns("coppice-probe-ticks", () -> tick(rhythms));
  }

  private void ask(Runnable question) {
    synchronized (inFlight) {
      long number = ++asked;
      inFlight.put(number, clock.time().start("coppice-probe", () -> ask(question, number)));
    }
  }

  private void ask(Runnable question, long number) {
    try {
      question.run();
    } finally {
      synchronized (inFlight) {
        inFlight.remove(number);
      }
    }
  }

  /** A question that heeds no timeout must not outlive the run. */
  private void giveUp() {
    synchronized (inFlight) {
      inFlight.values().forEach(Time.Work::interrupt);
    }
  }

  private static void end(Time.@Nullable Turns turns) throws InterruptedException {
    if (turns != null) {
      turns.end(LAST_WORDS);
    }
  }

  private long deliver() {
    log.deliver(sink);
    return clock.time().nanos() + IDLE.toNanos();
  }

  private void wakeDelivery() {
    Time.Turns turns = delivering;
    if (turns != null) {
      turns.wake();
    }
  }

  /**
   * Waits until every probe has passed without a break for so long, by what was sent at or after
   * the given time. It tells when to go on; the verdict comes from the samples themselves.
   *
   * @param sinceMs milliseconds since the start of the run
   * @return names of the probes that have not, when time is up; empty where all have
   */
  public List<String> awaitSteady(double sinceMs, Duration stableFor, Duration timeout)
      throws InterruptedException {
    double ms = stableFor.toNanos() / 1e6;
    return log.awaitEach(streak -> streak.hasHeld(sinceMs, ms), timeout);
  }

  /**
   * Waits until each probe was answered, passed or not, to a question that was sent and ended since
   * the given time. One that passes while the stack is gone proves nothing, however long one waits.
   *
   * @param sinceMs milliseconds since the start of the run
   * @return names of the probes that were not, when time is up; empty where all were
   */
  public List<String> awaitEachAnsweredSince(double sinceMs, Duration timeout)
      throws InterruptedException {
    return log.awaitEach(streak -> streak.hasEndedSince(sinceMs), timeout);
  }

  /** Why a probe failed last, null where it never did. */
  public @Nullable String lastFailure(String probe) {
    return log.lastFailure(probe);
  }

  /** Asks each probe now, beside its rhythm: who waits for an answer need not wait for a tick. */
  public void askAtOnce() {
    Time.Turns turns = ticking;
    if (turns != null) {
      besides.set(true);
      turns.wake();
    }
  }

  private long tick(List<Rhythm> rhythms) {
    long now = clock.time().nanos();
    boolean beside = besides.getAndSet(false);
    long next = now + Duration.ofSeconds(1).toNanos();
    for (Rhythm rhythm : rhythms) {
      if (!closed && rhythm.isDue(now)) {
        rhythm.ask(now);
      } else if (!closed && beside) {
        rhythm.askBeside(now);
      }
      next = Math.min(next, rhythm.dueNanos());
    }
    return next;
  }

  /** Stops asking and waits for the questions in flight; each is bounded by its own timeout. */
  @Override
  public void close() {
    closed = true;
    Duration longest =
        probes.stream().map(Probe::timeout).max(Duration::compareTo).orElse(Duration.ZERO);
    try {
      end(ticking);
      log.awaitNoneInFlight(longest.plus(LAST_WORDS));
      log.close();
      end(delivering);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      log.close();
      giveUp();
    }
    log.requireWhole();
  }
}
