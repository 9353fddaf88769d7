package dev.coppice.probe;

import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.Sample;
import dev.coppice.probe.Probe.Answer;
import dev.coppice.probe.Probe.Asking;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** When one probe's next tick is, and how many of its questions are in flight. */
final class Rhythm {

  /** Questions of one probe in flight, whatever its timeout. */
  private static final int MAX_IN_FLIGHT = 64;

  private final Probe probe;
  private final Asking asking;
  private final RunClock clock;
  private final SampleLog log;
  private final Consumer<Runnable> askers;
  private final long everyNanos;
  private final int maxInFlight;
  private final AtomicInteger inFlight = new AtomicInteger();
  private long dueNanos;
  private long owedNanos;

  Rhythm(
      Probe probe,
      Asking asking,
      RunClock clock,
      SampleLog log,
      Consumer<Runnable> askers,
      long startNanos) {
    this.probe = probe;
    this.asking = asking;
    this.clock = clock;
    this.log = log;
    this.askers = askers;
    everyNanos = Math.max(1_000_000, probe.every().toNanos());
    maxInFlight = (int) Math.min(MAX_IN_FLIGHT, probe.timeout().toNanos() / everyNanos + 2);
    dueNanos = startNanos;
    owedNanos = startNanos;
  }

  long dueNanos() {
    return dueNanos;
  }

  boolean isDue(long now) {
    return dueNanos - now <= 0;
  }

  /** Sends a question, or leaves the tick out and owes it. Ticks that were slept through go too. */
  void ask(long now) {
    dueNanos += ((now - dueNanos) / everyNanos + 1) * everyNanos;
    long question = inFlight.get() < maxInFlight ? log.asked(probe.name()) : -1;
    if (question >= 0) {
      long tick = owedNanos;
      owedNanos = dueNanos;
      inFlight.incrementAndGet();
      askers.accept(() -> ask(question, tick));
    }
  }

  /** Sends a question beside the ticks, which stay as they are. */
  void askBeside(long now) {
    long question = inFlight.get() < maxInFlight ? log.asked(probe.name()) : -1;
    if (question >= 0) {
      inFlight.incrementAndGet();
      askers.accept(() -> ask(question, now));
    }
  }

  private void ask(long question, long tick) {
    long sent = clock.time().nanos();
    Answer answer = answer();
    long ended = clock.time().nanos();
    inFlight.decrementAndGet();
    log.ended(
        question,
        new Sample(
            probe.name(),
            clock.at(sent),
            clock.at(ended),
            (sent - tick) / 1e6,
            answer.passed(),
            answer.why()));
  }

  private Answer answer() {
    try {
      return probe.question().ask(asking, probe.timeout());
    } catch (InterruptedException e) {
      return Answer.failed("given up: the run has ended");
    } catch (RuntimeException e) {
      return Answer.failed(Words.of(e));
    }
  }
}
