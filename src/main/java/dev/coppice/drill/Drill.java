package dev.coppice.drill;

import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan;
import java.time.Duration;
import java.util.List;

/**
 * A drill from the baseline on: prove that the stack is well, save what will be lost, lose it,
 * prove that it is gone, and bring it back.
 */
public final class Drill {

  /** How long the baseline may take to hold still, beyond {@code stable-for}. */
  private static final Duration BASELINE_PATIENCE = Duration.ofSeconds(10);

  private final Run run;
  private final Plan plan;

  public Drill(Run run) {
    this.run = run;
    this.plan = run.plan();
  }

  /** Carries the drill out. Before impact a refusal leaves everything as it was. */
  public Ending carryOut() {
    try {
      run.phase(Phase.BASELINE, this::steadyStateHolds);
      run.phase(Phase.RESCUE, new Copying(run)::carryOut);
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
  boolean canGoOn(Exception stop) {
    if (!run.recorder().hasImpact()) {
      return false;
    }
    run.halt().isHeeded();
    try {
      if (!run.loss().isBack()) {
        return false;
      }
      run.liftHold();
      run.onward().withWhatStands(run.observe(), "the disaster broke off: " + stop.getMessage());
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
    double since = run.clock().nowMs();
    requireSteady(since);
    run.known().learn();
    new Trials(run).carryOut();
    run.known().beginLedger();
    // All that takes time, and a stumble meanwhile would make the best recovery worth nothing.
    requireSteady(since);
  }

  /** Waits until every probe has passed for long enough without a break, up to now. */
  private void requireSteady(double since) throws InterruptedException {
    Duration stableFor = Duration.ofMillis(plan.stableForMs());
    List<String> unsteady =
        run.sampler().awaitSteady(since, stableFor, stableFor.plus(BASELINE_PATIENCE));
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

  private void askEachProbe() throws InterruptedException {
    double since = run.clock().nowMs();
    run.sampler().askAtOnce();
    run.known().askWhileGone();
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
