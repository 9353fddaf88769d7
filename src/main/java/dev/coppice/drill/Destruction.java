package dev.coppice.drill;

import dev.coppice.disaster.Destroyer;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.Inventory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** Loses what the plan names, and observes that it is gone. */
final class Destruction {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Run run;
  private final Plan plan;

  Destruction(Run run) {
    this.run = run;
    this.plan = run.plan();
  }

  void carryOut() throws InterruptedException {
    requireUnbroken();
    List<Step> steps = plan.steps(Phase.DESTROY).toList();
    Destroyer destroyer = new Destroyer(run.engine(), run.gateway(), plan.project(), plan.losses());
    run.stillHeld().demand(run.observe().containers());
    List<StepOutcome> outcomes =
        run.executor(performers(destroyer)).carryOut(steps, halted(), PATIENCE);
    requireImpact(outcomes);
    run.holdEnded();
    run.loss().isBack();
    run.liftHold();
    Inventory gone = run.observe();
    run.bundle().write(Bundle.GONE, gone);
    run.recorder().gone();
    destroyer.replaced(gone).forEach(run.recorder()::deviation);
    if (outcomes.stream().anyMatch(o -> o.state() == StepOutcome.State.LEFT_OUT)
        && run.halt().by() != null) {
      run.recorder()
          .deviation(
              "the disaster was halted by %s: what was not lost by then was left alone"
                  .formatted(run.halt().by()));
    }
    if (outcomes.stream().anyMatch(outcome -> outcome.state() != StepOutcome.State.DONE)) {
      run.onward().withWhatStands(gone, "the disaster was not carried out to its end");
    }
  }

  private Map<Verb, Performer> performers(Destroyer destroyer) {
    Map<Verb, Performer> performers = new EnumMap<>(destroyer.performers());
    if (run.engine().thawsToKill()) {
      Performer removal = Objects.requireNonNull(destroyer.performers().get(Verb.REMOVE_VOLUME));
      performers.put(
          Verb.REMOVE_VOLUME,
          step -> {
            new LastWrites(plan, run.rescue(), run.recorder(), run.progress()).keep(step);
            removal.perform(step);
          });
    }
    return performers;
  }

  /** What was seen and held before may be so no more; a recovery has nothing to hold. */
  private void requireUnbroken() {
    if (!run.recorder().hasImpact() && run.loss().count() > 0) {
      throw new RefusedException(
          "the engine went away before impact: what was proven and held may be so no more",
          "start the run again");
    }
  }

  /** What only makes room for what comes back is part of the recovery: nobody stops that. */
  private BooleanSupplier halted() {
    return run.replacesFirst() ? () -> false : run.halt()::isAsked;
  }

  /** Where not one destructive call was made, everything is as it was, and nothing is rebuilt. */
  private void requireImpact(List<StepOutcome> outcomes) {
    String halted = run.halt().by();
    if (!run.recorder().hasImpact() && halted != null) {
      throw new RefusedException(
          "the run was stopped before impact by " + halted, "start it again");
    }
    if (!run.recorder().hasImpact()) {
      throw new RefusedException(
          "the disaster did not begin: "
              + outcomes.stream()
                  .filter(outcome -> outcome.state() == StepOutcome.State.FAILED)
                  .findFirst()
                  .map(outcome -> outcome.id() + ": " + outcome.why())
                  .orElse("none of its targets is there any more"),
          "look at the stack, then start the run again");
    }
  }
}
