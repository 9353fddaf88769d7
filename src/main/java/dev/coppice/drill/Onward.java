package dev.coppice.drill;

import dev.coppice.journal.Entry;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.Inventory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What a run still has to make: the steps of its rebuild, planned anew from what stands whenever
 * that is not what was planned.
 */
final class Onward {

  private final Run run;
  private final Prepared prepared;
  private Plan plan;
  private List<Step> steps;

  Onward(Run run, Prepared prepared) {
    this.run = run;
    this.prepared = prepared;
    plan = prepared.plan();
    steps = plan.steps(Phase.REBUILD).toList();
  }

  List<Step> steps() {
    return steps;
  }

  /** After a disaster that did not go as planned, the way back is planned anew from what stands. */
  void withWhatStands(Inventory standing, String why) {
    run.recorder().deviation(why + ": what still stands is kept");
    planned(standing);
  }

  private void planned(Inventory standing) {
    Inventory own = strays().without(standing);
    Plan anew =
        new Planner(run.provision())
            .resumption(prepared.situation(own), plan, run.stack().standingVolumes(own));
    steps = anew.steps(Phase.REBUILD).toList();
  }

  private Strays strays() {
    return Strays.of(plan, run.frame().nonce(), run.recorder(), step -> false);
  }

  /** After the engine went away: what is half done is taken away, what is missing is planned. */
  void planAnew() {
    run.listening().again();
    Anew anew = run.anew();
    anew.removeLeftovers();
    anew.removeHalfDone(plan, run.recorder().impactAt(), run.recorder()::isDone);
    withWhatStands(run.observe(), "the engine went away or what stood was removed");
    beginAnew();
  }

  /**
   * From here on the data comes from the rescue copies, also where the run is taken up again by
   * another process.
   */
  void fromCopies(String why) {
    Plan fromCopies = plan.fromCopies(run.id());
    Anew anew = run.anew();
    anew.removeLeftovers();
    anew.removeHalfDone(
        fromCopies,
        run.recorder().impactAt(),
        run.recorder()::isDone,
        () -> {
          run.journal().write(Entry.Kind.RUN, Map.of(PastRun.FROM_COPIES, why));
          if (run.journal().isBroken()) {
            // Another process would take half of a copy for what the backup had brought.
            throw new UncheckedIOException(new IOException("the journal cannot be written"));
          }
          run.recorder().fromCopies(run.clock().nowMs());
          plan = fromCopies;
        });
    run.recorder().deviation(why + ": the stack is raised from its rescue copies");
    planned(run.observe());
    beginAnew();
  }

  /** Data that comes back once more has not come back until then, whatever was known before. */
  void beginAnew() {
    for (Step step : steps) {
      if (step.verb() == Verb.RESTORE || step.verb() == Verb.PUT_BACK) {
        run.recorder().begunAnew(step.id());
        run.journal()
            .write(Entry.Kind.INTENT, step.id(), step.verb().word(), step.object(), Map.of());
      }
    }
  }
}
