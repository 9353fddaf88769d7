package dev.coppice.selftest;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Condition;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.Verdict;
import dev.coppice.judge.FactsOf;
import dev.coppice.judge.Judge;
import java.util.List;

/** Evidence with conditions as a test needs them. */
final class Evidences {

  private Evidences() {}

  static Evidence of(List<Condition> conditions, List<String> reasons) {
    Evidence e = Judge.judge(FactsOf.honest().build());
    boolean holds =
        conditions.stream()
            .noneMatch(c -> c.outcome() == Outcome.FALSE || c.outcome() == Outcome.UNKNOWN);
    return new Evidence(
        e.format(),
        e.run(),
        e.command(),
        e.scenario(),
        e.tool(),
        e.engine(),
        e.project(),
        e.definition(),
        e.operator(),
        e.planSha256(),
        e.sabotage(),
        e.rebuild(),
        e.interrupted(),
        e.startedAt(),
        e.impactAt(),
        holds ? Verdict.VERIFIED : Verdict.NOT_VERIFIED,
        reasons,
        conditions,
        e.heldMs(),
        e.rta(),
        e.rpa(),
        e.facts(),
        e.backups(),
        e.objectives(),
        e.phases(),
        e.services(),
        e.networks(),
        e.volumes(),
        e.images(),
        e.probes(),
        e.differences(),
        e.steps(),
        e.criticalPath(),
        e.rescueCopies(),
        e.bystanders(),
        e.deviations(),
        e.unproven());
  }
}
