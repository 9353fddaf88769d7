package dev.coppice.drill;

import dev.coppice.engine.EngineException;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Verb;
import dev.coppice.provision.Site;
import dev.coppice.stack.Inventory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The way back, the same after a drill's disaster and on the bad day: rebuild, restore, verify,
 * judge.
 */
public final class Recovery {

  /** How long it takes at the most until it is noticed that the engine went away. */
  private static final Duration LOOK_AFTER = Duration.ofSeconds(2);

  private final Run run;
  private final Duration timeout;
  private final MaxDowntime maxDowntime;

  private long deadline;
  private int losses;
  private boolean rebuilt;
  private boolean steady;

  public Recovery(Run run) {
    this.run = run;
    this.timeout = Duration.ofMillis(run.plan().timeoutMs());
    this.deadline = run.clock().time().nanos() + timeout.toNanos();
    this.maxDowntime = maxDowntime(run);
  }

  private static MaxDowntime maxDowntime(Run run) {
    Long max = run.plan().maxDowntimeMs();
    return new MaxDowntime(
        run.clock().time(),
        max == null || run.recorder().isFromCopies() ? null : Duration.ofMillis(max),
        run.clock().startNanos() + (long) (run.recorder().impactMs() * 1e6),
        Duration.ofMillis(run.plan().stableForMs()).plus(LOOK_AFTER));
  }

  /** Brings the stack back; a drill's probes are asked already, a recovery's from here on. */
  public Ending carryOut() {
    try {
      run.halt().isPastReturn();
      run.startAsking();
      if (run.replacesFirst()) {
        run.phase(Phase.DESTROY, new Destruction(run)::carryOut);
      }
      run.phase(Phase.REBUILD, this::rebuild);
      run.phase(Phase.VERIFY, this::verify);
      return new Endings(run).judged(rebuilt, steady);
    } catch (InterruptedException | RuntimeException failure) {
      return new Endings(run).stopped(failure);
    }
  }

  private void rebuild() throws InterruptedException {
    run.recorder().rebuild();
    bring();
  }

  /** Where the engine went away meanwhile, what is missing then is planned and carried out anew. */
  private void bring() throws InterruptedException {
    while (true) {
      if (maxDowntime.isOver() && !run.onward().steps().isEmpty()) {
        turnToCopies("max-downtime is over without the steady state");
      }
      losses = run.loss().count();
      List<StepOutcome> outcomes =
          run.executor(performers())
              .carryOut(run.onward().steps(), () -> false, maxDowntime.within(left()));
      run.clearAwayQuietly();
      rebuilt = outcomes.stream().allMatch(o -> o.state() == StepOutcome.State.DONE);
      if (!rebuilt && run.loss().count() == losses) {
        run.loss().look();
      }
      run.restores().used(outcomes, run.recorder().impactAt()).forEach(run.recorder()::backup);
      if (left().isZero()) {
        return;
      }
      boolean goesOn = run.loss().count() == losses ? !rebuilt && turnedToCopies() : plannedAnew();
      if (!goesOn) {
        return;
      }
    }
  }

  /** A rebuild that failed gets no better by waiting until its time is over. */
  private boolean turnedToCopies() throws InterruptedException {
    boolean turns = maxDowntime.bounds();
    if (turns) {
      turnToCopies(
          maxDowntime.isOver()
              ? "max-downtime is over without the steady state"
              : "the rebuild failed, and max-downtime is set");
    }
    return turns;
  }

  /** Once decided it stays so, and the way from the copies has a time of its own. */
  private void turnToCopies(String why) throws InterruptedException {
    maxDowntime.isSettled();
    run.progress().note(why + ": raising the stack from its rescue copies");
    try {
      run.onward().fromCopies(why);
    } catch (RuntimeException failure) {
      String cannot =
          "tried to raise the stack from its rescue copies but failed because: %s"
              .formatted(failure.getMessage());
      run.recorder().deviation(cannot);
      run.progress().note(cannot);
      goesOnAnew();
    }
    deadline = run.clock().time().nanos() + timeout.toNanos();
  }

  /** False where the engine did not come back. */
  private boolean plannedAnew() throws InterruptedException {
    run.progress().note("the engine went away: waiting for it, then going on with what stands");
    return goesOnAnew();
  }

  private boolean goesOnAnew() throws InterruptedException {
    rebuilt = false;
    while (run.loss().isBack(left())) {
      try {
        run.onward().planAnew();
        return true;
      } catch (EngineException again) {
        if (again.status() != 0) {
          throw again;
        }
      }
    }
    return false;
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(deadline - run.clock().time().nanos(), 0));
  }

  private Map<Verb, Performer> performers() {
    Sabotage sabotage = run.sabotage();
    Site site = sabotage.site(run.site("rebuild", timeout));
    Map<Verb, Performer> performers = new EnumMap<>(Verb.class);
    performers.putAll(run.provision().performers(site));
    performers.put(Verb.RESTORE, run.restores().performer(site));
    performers.put(Verb.PUT_BACK, run.putBack());
    PortHolders holders = new PortHolders(run.engine(), run.plan().engine().isLocal(), run.id());
    performers.replaceAll(
        (verb, performer) -> holders.around(sabotage.performer(verb, performer, site)));
    return performers;
  }

  private void verify() throws InterruptedException {
    Duration stableFor = Duration.ofMillis(run.plan().stableForMs());
    Inventory after = null;
    while (rebuilt
        && after == null
        && deadline + stableFor.toNanos() - run.clock().time().nanos() > 0) {
      steady =
          run.sampler()
              .awaitSteady(
                  run.recorder().impactMs(),
                  stableFor,
                  maxDowntime.looking(stableFor.plus(LOOK_AFTER)))
              .isEmpty();
      if (steady && run.loss().count() == losses) {
        run.known().askAgain();
        after = run.observe();
        run.askHealth(after, true);
        run.keepLogs();
      }
      // What the engine's restart ended after it was seen standing does not stand.
      if (run.loss().count() != losses) {
        steady = false;
        after = null;
        if (!left().isZero() && plannedAnew()) {
          bring();
        }
      } else if (!steady && maxDowntime.hasSeenEnough() && turnedToCopies()) {
        bring();
      }
    }
    run.stopAsking();
    run.recorder().end();
    if (after == null) {
      losses = run.loss().count();
      after = run.observe();
      run.askHealth(after, false);
      run.keepLogs();
    }
    run.stands(after, losses);
    run.bundle().write(Bundle.AFTER, after);
    run.keepContent();
  }
}
