package dev.coppice.drill;

import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Copies what will be lost while its writers are held; past it there is no return. */
final class Copying {

  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** What a volume may take to be copied again, in steps; see {@link LastWrites}. */
  private static final int LAST_WRITES = 2;

  private final Run run;

  Copying(Run run) {
    this.run = run;
  }

  void carryOut() throws InterruptedException {
    run.heedHalt();
    run.known().stopWriting();
    List<Step> steps = run.plan().steps(Phase.RESCUE).toList();
    if (!steps.isEmpty()) {
      run.holdBegins();
    }
    List<StepOutcome> outcomes =
        run.executor(Map.of(Verb.HOLD, run.rescue()::hold, Verb.COPY, run.rescue()::copy))
            .carryOut(steps, run.halt()::isAsked, PATIENCE);
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
    run.rescue().copies().forEach(run.recorder()::copy);
    run.journal().reserve(run.plan().steps().size() + LAST_WRITES * steps.size());
    run.halt().pointOfNoReturn();
  }
}
