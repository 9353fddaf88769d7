package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.evidence.RunRecord.TrialOutcome;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Plan.PlannedFact;
import dev.coppice.plan.Plan.WayBack;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import java.util.List;

/** Line 9: data that was lost is read back. That a restore exited 0 proves nothing. */
record DataReadBack() implements ConditionRule {

  @Override
  public int id() {
    return 9;
  }

  @Override
  public String name() {
    return "Data is read back";
  }

  @Override
  public Finding judge(Facts facts) {
    Doubts doubts = new Doubts();
    facts
        .plan()
        .losses(Loss.Kind.VOLUME)
        .filter(loss -> facts.plan().wayBack().stream().noneMatch(way -> isOf(way, loss)))
        .forEach(
            loss ->
                doubts.unclear(
                    "The plan names no way back for the data of volume " + loss.name() + "."));
    for (WayBack way : facts.plan().wayBack()) {
      if (way.way() != WayBack.Way.MAY_BE_EMPTY) {
        look(facts, way, doubts);
      }
    }
    for (TrialOutcome trial : facts.run().trials()) {
      if (trial.failed() != null) {
        doubts.fails(
            "Backup %s, tried before impact, does not bring the data back: %s"
                .formatted(trial.backup(), trial.failed()));
      }
    }
    facts.plan().facts().forEach(fact -> KnownFacts.look(facts, fact, doubts));
    LedgerCount.look(facts, doubts);
    return doubts.or(
        facts.plan().wayBack().isEmpty()
            ? "No volume was lost, and what was known of the data before is known again."
            : "What was known of each lost volume before is read back, save those that may be"
                + " empty.");
  }

  private static boolean isOf(WayBack way, Loss loss) {
    return way.volume().equals(loss.identity());
  }

  private static void look(Facts facts, WayBack way, Doubts doubts) {
    if (way.way() == WayBack.Way.RESTORED) {
      restored(facts, way, doubts);
    }
    if (way.way() == WayBack.Way.PUT_BACK) {
      putBack(facts, way, doubts);
    }
    List<Availability> readers =
        Availability.all(facts).stream()
            .filter(a -> !a.probe().survives() && a.probe().reads().contains(way.name()))
            .toList();
    List<PlannedFact> known =
        facts.plan().facts().stream().filter(fact -> fact.reads().contains(way.name())).toList();
    for (PlannedFact fact : known) {
      if (!facts.plan().inapplicable().containsKey(2)
          && way.way() == WayBack.Way.RESTORED
          && !KnownFacts.wasSilentWhileGone(facts, fact)) {
        doubts.unclear(
            "Fact \"%s\", which reads volume %s, was told or not asked while the data was gone, so it does not show the data."
                .formatted(fact.name(), way.name()));
      }
    }
    if (readers.isEmpty() && known.isEmpty() && way.way() != WayBack.Way.PUT_BACK) {
      doubts.unclear(
          "Nothing reads the data of volume "
              + way.name()
              + "; add `reads: ["
              + way.name()
              + "]` to the probe or fact that does.");
      return;
    }
    // Every one of them: a reader that does not find its data says that some of it is missing.
    for (Availability reader : readers) {
      read(facts, way, reader, doubts);
    }
  }

  private static void read(Facts facts, WayBack way, Availability reader, Doubts doubts) {
    String probe =
        "Probe \"" + reader.probe().name() + "\", which reads volume " + way.name() + ", ";
    Streak streak = reader.steadyAfter();
    if (streak.isUnasked()) {
      doubts.unclear(probe + "was not asked after impact.");
    } else if (streak.samples().isEmpty()) {
      doubts.fails(probe + "does not pass at the end of the run: the data is not there.");
    } else if (!streak.isConfirmed(facts.plan().stableForMs())) {
      doubts.unclear(probe + "did not pass for long enough at the end of the run.");
    }
    if (!facts.plan().inapplicable().containsKey(2) && !reader.failedWhileGone()) {
      doubts.unclear(
          probe + "did not fail while the data was gone, so its passing does not show the data.");
    }
  }

  /** The step itself read back what it had written, and compared it with the copy. */
  private static void putBack(Facts facts, WayBack way, Doubts doubts) {
    if (!Steps.isDone(facts, "put back " + way.name())) {
      doubts.fails(
          "The rescue copy of volume "
              + way.name()
              + " was not put back and read back: step `put back "
              + way.name()
              + "` was not done.");
    }
  }

  private static void restored(Facts facts, WayBack way, Doubts doubts) {
    if (facts.run().fromCopiesSinceStartMs() != null && way.canBePutBack()) {
      doubts.fails(
          "Volume "
              + way.name()
              + " came back from its rescue copy, not from backup "
              + way.backup()
              + ".");
      return;
    }
    List<Step> restores =
        facts.plan().steps().stream()
            .filter(step -> step.verb() == Verb.RESTORE && step.object().equals(way.backup()))
            .toList();
    // The steps of a resumed run are made anew, without what was done before it was interrupted.
    if (restores.isEmpty() && !Steps.isDone(facts, "restore " + way.backup())) {
      doubts.unclear("The plan has no step that restores volume " + way.name() + ".");
    }
    for (Step restore : restores) {
      if (!Steps.isDone(facts, restore.id())) {
        doubts.fails(
            "Volume "
                + way.name()
                + " was not restored: step `"
                + restore.id()
                + "` was not done.");
      }
    }
  }
}
