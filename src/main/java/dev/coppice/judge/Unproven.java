package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.evidence.RunRecord.TrialOutcome;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Plan.PlannedTrial;
import dev.coppice.plan.Plan.WayBack;
import dev.coppice.stack.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a run does not prove, whatever its verdict. */
final class Unproven {

  private Unproven() {}

  private static void ledger(Facts facts, List<String> unproven) {
    LedgerCount count = LedgerCount.of(facts);
    if (facts.plan().ledger() == null) {
      unproven.add("No ledger ran: writes after the backup are not measured.");
    } else if (!count.returned().isEmpty()) {
      unproven.add(
          Wording.count(count.returned().size(), "write")
              + " came back that the application had never acknowledged: see the ledger.");
    }
  }

  private static void trials(Facts facts, List<String> unproven) {
    for (PlannedTrial trial : facts.plan().trials()) {
      String why =
          facts.run().trials().stream()
              .filter(outcome -> outcome.backup().equals(trial.backup()))
              .map(TrialOutcome::notTried)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(trial.notTried());
      if (why != null) {
        unproven.add(
            "Backup %s was not tried before the disaster: %s.".formatted(trial.backup(), why));
      }
    }
  }

  /** A drill shows nothing of data that it did not lose. */
  private static List<String> stayed(Facts facts) {
    Inventory before = facts.before();
    return before == null || !facts.plan().command().equals("run")
        ? List.of()
        : before.volumes().stream()
            .filter(volume -> Owned.of(facts, volume).ours())
            .filter(volume -> Origin.loss(facts, Loss.Kind.VOLUME, volume.name()).isEmpty())
            .map(
                volume ->
                    "Volume "
                        + volume.name()
                        + " was not lost: that its data would come back is not shown.")
            .toList();
  }

  /** One sentence each. */
  static List<String> of(Facts facts) {
    List<String> unproven = new ArrayList<>();
    ledger(facts, unproven);
    trials(facts, unproven);
    unproven.addAll(Untouched.sentences(facts));
    unproven.addAll(stayed(facts));
    unproven.add("The probes saw only what they ask: nothing else of a service is shown to work.");
    unproven.add("The time to notice a disaster and to decide is not in the RTA.");
    unproven.add(
        "The stack came back on the same engine, rebuilt by "
            + facts.plan().rebuild()
            + ": another engine, another host and other ways of rebuilding are not shown.");
    facts.plan().wayBack().stream()
        .filter(way -> way.way() == WayBack.Way.MAY_BE_EMPTY)
        .forEach(
            way ->
                unproven.add(
                    "Volume " + way.name() + " may come back empty: nobody looked for its data."));
    if (facts.run().interrupted()) {
      unproven.add(
          "The run was interrupted and taken up again: its RTA is an interval, not a measurement.");
    }
    return List.copyOf(unproven);
  }
}
