package dev.coppice.selftest;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Condition;
import dev.coppice.evidence.Outcome;
import java.util.Comparator;
import java.util.List;

/** What found a lie out. Pure. */
final class Catches {

  private Catches() {}

  /**
   * The conditions that were true in the honest drill and are so no more: false or unknown. Where
   * one does not hold anyway, it cannot tell a lie from the truth.
   *
   * @param meant number of the condition that comes first where it is among them; then the first
   *     cause does
   */
  static List<Condition> of(Evidence honest, Evidence sabotaged, int meant) {
    return sabotaged.conditions().stream()
        .filter(condition -> wasTrue(honest, condition.id()))
        .filter(
            condition ->
                condition.outcome() == Outcome.FALSE || condition.outcome() == Outcome.UNKNOWN)
        .sorted(
            Comparator.comparing((Condition condition) -> condition.id() != meant)
                .thenComparing(condition -> condition.outcome() != Outcome.FALSE)
                .thenComparingInt(condition -> rank(sabotaged, condition)))
        .toList();
  }

  private static boolean wasTrue(Evidence honest, int id) {
    return honest.conditions().stream()
        .anyMatch(condition -> condition.id() == id && condition.outcome() == Outcome.TRUE);
  }

  /** Reasons are told with the cause before its symptoms. */
  private static int rank(Evidence evidence, Condition condition) {
    for (int i = 0; i < evidence.reasons().size(); i++) {
      if (condition.reason().startsWith(evidence.reasons().get(i))) {
        return i;
      }
    }
    return evidence.reasons().size() + condition.id();
  }
}
