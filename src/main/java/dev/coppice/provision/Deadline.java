package dev.coppice.provision;

import dev.coppice.time.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The end of a span that begins when it is first asked for, on the monotonic clock. */
final class Deadline {

  private static final long UNSET = Long.MIN_VALUE;

  private final Duration span;
  private final Time time;
  private final AtomicLong end = new AtomicLong(UNSET);

  Deadline(Duration span, Time time) {
    this.span = span;
    this.time = time;
  }

  /** What is left of the span, zero where it is over. */
  Duration left() {
    end.compareAndSet(UNSET, time.nanos() + span.toNanos());
    return Duration.ofNanos(Math.max(0, end.get() - time.nanos()));
  }
}
