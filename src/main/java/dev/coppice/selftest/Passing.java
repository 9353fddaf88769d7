package dev.coppice.selftest;

import dev.coppice.probe.Probe;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A question that always passes, whatever stands behind it.
 *
 * @param begun from when on
 */
record Passing(Probe.Question honest, BooleanSupplier begun) implements Probe.Question {

  @Override
  public Probe.Answer ask(Probe.Asking asking, Duration timeout) throws InterruptedException {
    return begun.getAsBoolean() ? Probe.Answer.PASSED : honest.ask(asking, timeout);
  }

  @Override
  public String kind() {
    return honest.kind();
  }

  @Override
  public String inWords() {
    return honest.inWords();
  }

  @Override
  public boolean fromOutside() {
    return honest.fromOutside();
  }

  @Override
  public boolean comparesContent() {
    return honest.comparesContent();
  }

  /** The question in words: settings may hold what nobody must read. */
  @Override
  public String toString() {
    return inWords();
  }
}
