package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Outcome;

/** What the tests of lying stacks ask of the evidence. */
final class Liar {

  private Liar() {}

  /** The line has this outcome, and says why in words that are among the reasons too. */
  static void caught(Evidence evidence, int line, Outcome outcome, String reason) {
    Evidence.Condition condition = evidence.conditions().get(line - 1);
    assertEquals(outcome, condition.outcome(), condition::toString);
    assertTrue(condition.reason().contains(reason), condition::toString);
    assertTrue(
        evidence.reasons().stream().anyMatch(said -> said.contains(reason)),
        () -> reason + " is not among " + evidence.reasons());
  }
}
