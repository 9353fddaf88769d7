package dev.coppice.drill;

import dev.coppice.data.Trial;
import dev.coppice.engine.EngineException;
import dev.coppice.evidence.RunRecord.TrialOutcome;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Plan.PlannedTrial;
import dev.coppice.probe.Fact;
import dev.coppice.scenario.Scenario;
import dev.coppice.scenario.Scenario.Restore;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Backups are tried before anything is lost: restored where the live stack cannot be reached. */
final class Trials {

  private final Run run;

  Trials(Run run) {
    this.run = run;
  }

  /** What of the restores can be tried, decided before anything is done. */
  static List<PlannedTrial> planned(Scenario scenario, Stack stack, List<Restore> restores) {
    return restores.stream()
        .map(
            restore -> {
              List<String> facts =
                  scenario.facts().stream()
                      .filter(fact -> asks(fact, restore))
                      .map(Fact::name)
                      .toList();
              return new PlannedTrial(restore.backup(), facts, notTried(restore, stack, facts));
            })
        .toList();
  }

  private static boolean asks(Fact fact, Restore restore) {
    return restore.command().service().equals(fact.askedIn())
        && fact.reads().stream().anyMatch(restore.brings()::contains);
  }

  private static @Nullable String notTried(Restore restore, Stack stack, List<String> facts) {
    String name = restore.command().service();
    Service service = stack.service(name);
    if (restore.how() == Restore.How.RUN) {
      return "its restore runs in a container of its own, and nothing can be asked in that";
    }
    if (facts.isEmpty()) {
      return "no fact asks in %s for what it brings".formatted(name);
    }
    if (!service.hasHealthCheck()) {
      return "%s has no health check, so nobody knows when it takes a restore".formatted(name);
    }
    if (!service.dependsOn().isEmpty() || service.sharesSpaces()) {
      return "%s needs other services of the stack".formatted(name);
    }
    if (service.definition().at("network_mode").isPresent()
        || service.definition().at("privileged").isTrue()) {
      return "%s cannot be kept apart from its host".formatted(name);
    }
    return restore.brings().stream()
        .filter(key -> service.mounts().stream().noneMatch(m -> key.equals(m.source())))
        .findFirst()
        .map(key -> "%s does not mount %s itself".formatted(name, key))
        .orElse(null);
  }

  /**
   * Tries what the plan has tried. A container that does not come up beside the stack leaves the
   * backup untried; one that takes the backup and does not hold it refuses the drill.
   */
  void carryOut() throws InterruptedException {
    List<Obstacle> obstacles = new ArrayList<>();
    for (PlannedTrial planned : run.plan().trials()) {
      if (planned.notTried() == null) {
        run.heedHalt();
        TrialOutcome outcome = tried(planned);
        run.recorder().tried(outcome);
        String failed = outcome.failed();
        if (failed != null) {
          obstacles.add(
              new Obstacle(
                  "backup %s was tried and does not bring the data back: %s"
                      .formatted(planned.backup(), failed),
                  "make a backup that does: coppice backup SCENARIO"));
        }
      }
    }
    if (!obstacles.isEmpty()) {
      throw new RefusedException(obstacles);
    }
  }

  private TrialOutcome tried(PlannedTrial planned) throws InterruptedException {
    double start = run.clock().nowMs();
    Trial trial =
        new Trial(
            run.site(Trial.STEP + planned.backup(), timeout()),
            run.restores().of(planned.backup()),
            run.id());
    try (trial) {
      String container;
      try {
        container = trial.raise();
      } catch (IllegalStateException | EngineException failure) {
        String why = run.bundle().clean(String.valueOf(failure.getMessage()));
        run.progress().note("backup %s is not tried: %s".formatted(planned.backup(), why));
        return new TrialOutcome(planned.backup(), why, null, run.clock().nowMs() - start);
      }
      String failed = null;
      try {
        trial.restore();
        run.known().askTried(planned.facts(), container);
        failed = run.known().differsTried(planned.facts());
      } catch (IOException failure) {
        failed = run.bundle().clean(String.valueOf(failure.getMessage()));
      }
      return new TrialOutcome(planned.backup(), null, failed, run.clock().nowMs() - start);
    }
  }

  private Duration timeout() {
    return Duration.ofMillis(run.plan().timeoutMs());
  }
}
