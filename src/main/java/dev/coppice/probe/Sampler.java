package dev.coppice.probe;

import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.Sample;
import dev.coppice.probe.Probe.Asking;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

  private final List<Probe> probes;
  private final Asking asking;
  private final RunClock clock;
  private final SampleLog log;
  private final ExecutorService askers =
      Executors.newCachedThreadPool(work -> daemon(work, "coppice-probe"));
  private final Thread ticking;
  private final Thread delivering;
  private volatile boolean closed;

  /**
   * @param sink gets the samples as they end, on a thread of its own
   */
  public Sampler(List<Probe> probes, Asking asking, RunClock clock, Consumer<Sample> sink) {
    this.probes = List.copyOf(probes);
    this.asking = asking;
    this.clock = clock;
    log = new SampleLog(probes);
    ticking = daemon(this::tick, "coppice-probe-ticks");
    delivering = daemon(() -> log.deliver(sink), "coppice-probe-samples");
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  public void start() {
    delivering.start();
    ticking.start();
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

  private void tick() {
    long start = System.nanoTime();
    List<Rhythm> rhythms =
        probes.stream().map(probe -> new Rhythm(probe, asking, clock, log, askers, start)).toList();
    try {
      while (!closed) {
        long now = System.nanoTime();
        long next = now + Duration.ofSeconds(1).toNanos();
        for (Rhythm rhythm : rhythms) {
          if (rhythm.isDue(now)) {
            rhythm.ask(now);
          }
          next = Math.min(next, rhythm.dueNanos());
        }
        long left = next - System.nanoTime();
        if (left > 0) {
          Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops asking and waits for the questions in flight; each is bounded by its own timeout. */
  @Override
  public void close() {
    closed = true;
    ticking.interrupt();
    Duration longest =
        probes.stream().map(Probe::timeout).max(Duration::compareTo).orElse(Duration.ZERO);
    try {
      ticking.join(LAST_WORDS.toMillis());
      log.awaitNoneInFlight(longest.plus(LAST_WORDS));
      log.close();
      delivering.join(LAST_WORDS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      log.close();
      askers.shutdownNow();
    }
    log.requireWhole();
  }
}
