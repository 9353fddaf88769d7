package dev.coppice.probe;

import java.time.Duration;

/** A question whose answer holds something that can be kept and compared later. */
public interface Telling extends Probe.Question {

  /**
   * Asks once. Never throws for what the world does: then nothing was told, and why.
   *
   * @param timeout for the whole exchange
   */
  Told tell(Probe.Asking asking, Duration timeout) throws InterruptedException;

  /** Whether asking may change what is asked for, as far as the question itself tells. */
  boolean changesSomething();

  /** The same question with another text wherever this one stands in it. */
  Telling replacing(String part, String by);

  /** Whether a text stands anywhere in the question. */
  boolean holds(String part);

  @Override
  default Probe.Answer ask(Probe.Asking asking, Duration timeout) throws InterruptedException {
    return new Probe.Answer(tell(asking, timeout).why());
  }
}
