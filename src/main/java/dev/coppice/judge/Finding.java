package dev.coppice.judge;

import dev.coppice.evidence.Outcome;
import java.util.List;

/**
 * What was found about one condition.
 *
 * @param sentences why, at least one
 */
record Finding(Outcome outcome, List<String> sentences) {

  Finding {
    sentences = List.copyOf(sentences);
  }

  static Finding holds(String sentence) {
    return new Finding(Outcome.TRUE, List.of(sentence));
  }

  static Finding fails(String sentence) {
    return new Finding(Outcome.FALSE, List.of(sentence));
  }

  static Finding unknown(String sentence) {
    return new Finding(Outcome.UNKNOWN, List.of(sentence));
  }

  static Finding notApplicable(String sentence) {
    return new Finding(Outcome.NOT_APPLICABLE, List.of(sentence));
  }

  String reason() {
    return String.join(" ", sentences);
  }
}
