package dev.coppice.history;

import dev.coppice.evidence.Outline;
import dev.coppice.evidence.RunRecord;

/** The outline of another run that went the same. */
final class Renamed {

  private Renamed() {}

  static Outline of(Outline one, String scenario, String run) {
    return new Outline(
        one.format(),
        run,
        one.command(),
        new RunRecord.ScenarioFile(scenario, null, "s.yaml", "0"),
        one.engine(),
        one.project(),
        one.definition(),
        one.sabotage(),
        one.interrupted(),
        one.startedAt(),
        one.impactAt(),
        one.verdict(),
        one.reasons(),
        one.rta(),
        one.rpa(),
        one.objectives(),
        one.phases(),
        one.steps());
  }
}
