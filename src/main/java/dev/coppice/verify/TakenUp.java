package dev.coppice.verify;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.RunRecord;
import dev.coppice.journal.Entry;
import dev.coppice.plan.Plan;
import java.util.List;
import java.util.Map;

/**
 * Whether a run that was taken up again went on by the plan that it was begun with: only its steps
 * are planned anew, and where the stack came from the rescue copies, the way back.
 */
final class TakenUp {

  private static final List<String> ANEW = List.of("steps", "obstacles");

  /** The fact of the journal that tells that the stack came back from the rescue copies. */
  private static final String FROM_COPIES = "fromCopies";

  private TakenUp() {}

  static List<Fault> faults(Bundle bundle, Facts facts, List<Entry> journal) {
    RunRecord run = facts.run();
    Plan begun = bundle.plan();
    Plan judged = facts.plan();
    if (judged.equals(begun)) {
      return List.of();
    }
    boolean fromCopies =
        journal.stream()
            .anyMatch(e -> e.kind() == Entry.Kind.RUN && e.facts().containsKey(FROM_COPIES));
    boolean same =
        run.interrupted()
            && (fixed(judged).equals(fixed(begun))
                || (fromCopies && fixed(judged).equals(fixed(begun.fromCopies(run.run())))));
    return same
        ? List.of()
        : List.of(
            new Fault(Bundle.RESUMED_PLAN, "is more than the rest of what the run was begun with"));
  }

  private static Map<?, ?> fixed(Plan plan) {
    Map<?, ?> all = Json.read(Json.line(plan), Map.class);
    all.keySet().removeAll(ANEW);
    return all;
  }
}
