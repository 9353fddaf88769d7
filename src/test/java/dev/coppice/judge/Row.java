package dev.coppice.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Outcome;
import java.util.function.Consumer;

/**
 * A line of a table: an edit of an honest drill, and what one of the eleven lines then is.
 *
 * @param reason what the finding's reason has to name
 */
record Row(int line, Outcome outcome, String reason, String when, Consumer<FactsOf> edit) {

  static Row row(int line, Outcome outcome, String reason, String when, Consumer<FactsOf> edit) {
    return new Row(line, outcome, reason, when, edit);
  }

  void check() {
    FactsOf facts = FactsOf.honest();
    edit.accept(facts);
    Finding finding = Judge.found(Judge.RULES.get(line - 1), facts.build());
    assertEquals(outcome, finding.outcome(), finding::reason);
    assertTrue(finding.reason().contains(reason), finding::reason);
  }

  @Override
  public String toString() {
    return "line " + line + " is " + outcome.word() + " when " + when;
  }
}
