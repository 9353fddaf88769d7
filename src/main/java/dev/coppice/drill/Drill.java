package dev.coppice.drill;

import dev.coppice.data.Rescue;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A drill from the baseline on: prove that the stack is well, save what will be lost, lose it,
 * prove that it is gone, and bring it back.
 */
public final class Drill {

  /** How long the baseline may take to hold still, beyond {@code stable-for}. */
  private static final Duration BASELINE_PATIENCE = Duration.ofSeconds(10);

  private static final Duration RESCUE_PATIENCE = Duration.ofMinutes(30);

  private final Run run;
  private final Plan plan;
  private final Rescue rescue;

  public Drill(Run run) {
    this.run = run;
    this.plan = run.plan();
    this.rescue = run.rescue();
  }

  /** Carries the drill out. Before impact a refusal leaves everything as it was. */
  public Ending carryOut() {
    try {
      run.phase(Phase.BASELINE, this::steadyStateHolds);
      run.phase(Phase.RESCUE, this::copyWhatWillBeLost);
      run.phase(Phase.DESTROY, new Destruction(run)::carryOut);
      run.phase(Phase.OUTAGE, this::askEachProbe);
    } catch (InterruptedException | RuntimeException stop) {
      if (!canGoOn(stop)) {
        return new Endings(run).stopped(stop);
      }
    }
    return new Recovery(run).carryOut();
  }

  /**
   * Past impact there is no way to leave the stack down quietly: what broke off is brought back.
   */
  private boolean canGoOn(Exception stop) {
    if (!run.recorder().hasImpact()) {
      return false;
    }
    run.halt().isHeeded();
    try {
      if (!run.loss().isBack()) {
        return false;
      }
      run.liftHold();
      run.goOnWithWhatStands(run.observe(), "the disaster broke off: " + stop.getMessage());
      return true;
    } catch (RuntimeException | InterruptedException again) {
      stop.addSuppressed(again);
      return false;
    }
  }

  private void steadyStateHolds() throws InterruptedException {
    run.halt().mayInterrupt();
    run.heedHalt();
    run.around().before();
    run.startAsking();
    Duration stableFor = Duration.ofMillis(plan.stableForMs());
    List<String> unsteady =
        run.sampler()
            .awaitSteady(run.clock().nowMs(), stableFor, stableFor.plus(BASELINE_PATIENCE));
    if (!unsteady.isEmpty()) {
      throw new RefusedException(
          unsteady.stream()
              .map(
                  probe ->
                      new Obstacle(
                          "the steady state does not hold before the drill: probe "
                              + run.lastWord(probe),
                          "bring the stack to its steady state first, or mend the probe"))
              .toList());
    }
  }

  private void copyWhatWillBeLost() throws InterruptedException {
    run.heedHalt();
    List<Step> steps = plan.steps(Phase.RESCUE).toList();
    if (!steps.isEmpty()) {
      run.holdBegins();
    }
    List<StepOutcome> outcomes =
        run.executor(Map.of(Verb.HOLD, rescue::hold, Verb.COPY, rescue::copy))
            .carryOut(steps, run.halt()::isAsked, RESCUE_PATIENCE);
    run.clearAwayScratch();
    List<Obstacle> obstacles = new ArrayList<>();
    for (StepOutcome outcome : outcomes) {
      if (outcome.state() == StepOutcome.State.FAILED) {
        obstacles.add(
            new Obstacle(
                "no rescue copy: " + outcome.id() + ": " + outcome.why(),
                "nothing is destroyed that could not be brought back"));
      }
    }
    if (!obstacles.isEmpty()) {
      throw new RefusedException(obstacles);
    }
    rescue.copies().forEach(run.recorder()::copy);
    run.journal().reserve();
    run.halt().pointOfNoReturn();
  }

  private void askEachProbe() throws InterruptedException {
    double since = run.clock().nowMs();
    // Not until each has failed: one that passes while the stack is gone is the judge's to name.
    run.sampler().awaitEachAnsweredSince(since, longestExchange());
  }

  private Duration longestExchange() {
    return Duration.ofMillis(
        plan.probes().stream()
                .mapToLong(probe -> probe.everyMs() + probe.timeoutMs())
                .max()
                .orElse(0)
            + 1_000);
  }
}
