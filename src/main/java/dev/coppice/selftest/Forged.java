package dev.coppice.selftest;

import dev.coppice.probe.HttpQuestion;
import dev.coppice.probe.Probe;
import dev.coppice.probe.Telling;
import dev.coppice.probe.Told;
import dev.coppice.scenario.Scenario;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * A question to which a false answer comes; what the scenario expects is held against that.
 *
 * @param begun from when on
 * @param stranger whether the answer comes from somebody else, else it comes in place of a true one
 */
record Forged(HttpQuestion honest, BooleanSupplier begun, boolean stranger, Answer answer)
    implements Telling {

  /**
   * An answer with status 200.
   *
   * @param type of the body
   */
  record Answer(String type, String body) {}

  /** What all questions over HTTP are told, but those of probes that survive the disaster. */
  static Scenario everywhere(
      Scenario scenario, BooleanSupplier begun, boolean stranger, Answer answer) {
    UnaryOperator<Telling> lying =
        question ->
            question instanceof HttpQuestion http
                ? new Forged(http, begun, stranger, answer)
                : question;
    return Edition.telling(
        Edition.probing(
            scenario,
            probe ->
                !probe.survives() && probe.question() instanceof HttpQuestion http
                    ? probe.asking(lying.apply(http))
                    : probe),
        lying);
  }

  @Override
  public Told tell(Probe.Asking asking, Duration timeout) throws InterruptedException {
    boolean lies = begun.getAsBoolean();
    Told told = lies && stranger ? null : honest.tell(asking, timeout);
    boolean replaced = lies && (told == null || told.text() != null);
    return told == null || replaced ? honest.toldBy(200, answer.type(), answer.body()) : told;
  }

  @Override
  public Telling replacing(String part, String by) {
    return honest.replacing(part, by) instanceof HttpQuestion other
        ? new Forged(other, begun, stranger, answer)
        : this;
  }

  @Override
  public boolean changesSomething() {
    return honest.changesSomething();
  }

  @Override
  public boolean holds(String part) {
    return honest.holds(part);
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
