package dev.coppice.evidence;

import com.fasterxml.jackson.annotation.JsonValue;

/** What is known of a condition. Only true is passed. */
public enum Outcome {
  TRUE("true"),
  FALSE("false"),
  UNKNOWN("unknown"),
  NOT_APPLICABLE("not-applicable");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  @JsonValue
  public String word() {
    return word;
  }
}
