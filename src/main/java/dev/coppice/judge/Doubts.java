package dev.coppice.judge;

import dev.coppice.evidence.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What speaks against a condition, collected while it is looked at. False outranks unknown. */
final class Doubts {

  private final List<String> failures = new ArrayList<>();
  private final List<String> gaps = new ArrayList<>();

  /** The condition does not hold. */
  void fails(String sentence) {
    failures.add(sentence);
  }

  /** Nobody can tell whether the condition holds. */
  void unclear(String sentence) {
    gaps.add(sentence);
  }

  /** The finding; the sentence given is its reason where nothing was doubted. */
  Finding or(String holds) {
    if (failures.isEmpty() && gaps.isEmpty()) {
      return Finding.holds(holds);
    }
    List<String> all = new ArrayList<>(failures);
    all.addAll(gaps);
    return new Finding(failures.isEmpty() ? Outcome.UNKNOWN : Outcome.FALSE, all);
  }
}
