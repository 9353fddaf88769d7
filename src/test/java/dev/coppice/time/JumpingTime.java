package dev.coppice.time;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** A time that goes on and jumps as a test wants it to; nothing waits in it. */
public final class JumpingTime implements Time {

  private static final Instant BEGINNING = Instant.parse("2026-03-01T10:00:00Z");

  private Duration passed = Duration.ofSeconds(100);
  private Duration jumped = Duration.ZERO;

  /** Lets time go on, on both clocks. */
  public void passes(Duration span) {
    passed = passed.plus(span);
  }

  /** Sets the wall clock, forwards or backwards. */
  public void jumps(Duration span) {
    jumped = jumped.plus(span);
  }

  @Override
  public long nanos() {
    return passed.toNanos();
  }

  @Override
  public Instant wall() {
    return BEGINNING.plus(passed).plus(jumped);
  }

  @Override
  public String boot() {
    return "one";
  }

  @Override
  public void sleep(Duration span) {
    passes(span);
  }

  @Override
  public boolean await(Object monitor, BooleanSupplier wanted, long deadlineNanos) {
    return wanted.getAsBoolean();
  }

  @Override
  public Work start(String name, Runnable work) {
    throw new UnsupportedOperationException("nothing goes on beside the test");
  }

  @Override
  public Turns turns(String name, Turn turn) {
    throw new UnsupportedOperationException("nothing goes on beside the test");
  }
}
