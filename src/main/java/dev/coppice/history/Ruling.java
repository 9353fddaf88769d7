package dev.coppice.history;

import java.util.Locale;

/**
 * What a rule of the gate comes to.
 *
 * @param rule its key
 * @param says one sentence
 */
public record Ruling(String rule, Outcome outcome, String says) {

  /** How a rule can come out. */
  public enum Outcome {
    PASSED,
    FAILED,
    /** Too few runs to tell noise from a change: neither passed nor failed. */
    NOT_ENOUGH_RUNS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  static Ruling passed(String rule, String says) {
    return new Ruling(rule, Outcome.PASSED, says);
  }

  static Ruling failed(String rule, String says) {
    return new Ruling(rule, Outcome.FAILED, says);
  }

  static Ruling notEnough(String rule, String says) {
    return new Ruling(rule, Outcome.NOT_ENOUGH_RUNS, says);
  }

  public boolean isFailed() {
    return outcome == Outcome.FAILED;
  }
}
