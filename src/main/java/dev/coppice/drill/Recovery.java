package dev.coppice.drill;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.provision.Site;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The way back, the same after a drill's disaster and on the bad day: rebuild, restore, verify,
 * judge.
 */
public final class Recovery {

  private final Run run;
  private final Duration timeout;
  private final long deadline;
  private boolean rebuilt;
  private boolean steady;

  public Recovery(Run run) {
    this.run = run;
    this.timeout = Duration.ofMillis(run.plan().timeoutMs());
    this.deadline = run.clock().time().nanos() + timeout.toNanos();
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
    List<Step> steps = run.rebuildSteps();
    List<StepOutcome> outcomes = run.executor(performers()).carryOut(steps, () -> false, timeout);
    rebuilt = outcomes.stream().allMatch(o -> o.state() == StepOutcome.State.DONE);
    run.restores().used(outcomes, run.recorder().impactAt()).forEach(run.recorder()::backup);
  }

  private Map<Verb, Performer> performers() {
    Site site =
        new Site(
            run.stack(),
            run.engine(),
            run.gateway(),
            run.gateway().commands("rebuild", run.id()),
            run.watch(),
            run.clock().time(),
            run.frame().marks(),
            timeout);
    Map<Verb, Performer> performers = new EnumMap<>(Verb.class);
    performers.putAll(run.provision().performers(site));
    performers.put(Verb.RESTORE, run.restores().performer(site));
    return performers;
  }

  private void verify() throws InterruptedException {
    if (rebuilt) {
      Duration stableFor = Duration.ofMillis(run.plan().stableForMs());
      Duration left = Duration.ofNanos(Math.max(deadline - run.clock().time().nanos(), 0));
      steady =
          run.sampler()
              .awaitSteady(run.recorder().impactMs(), stableFor, left.plus(stableFor))
              .isEmpty();
    }
    run.stopAsking();
    run.recorder().end();
    run.bundle().write(Bundle.AFTER, run.observe());
    run.keepLogs();
  }
}
