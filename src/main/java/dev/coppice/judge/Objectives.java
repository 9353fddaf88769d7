package dev.coppice.judge;

import dev.coppice.evidence.Evidence.ObjectiveResult;
import dev.coppice.evidence.Evidence.Rpa;
import dev.coppice.evidence.Evidence.Rta;
import dev.coppice.evidence.Facts;
import dev.coppice.plan.Plan;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.plan.Plan.Objective;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Line 11: the objectives that were set before impact are met. */
record Objectives() implements ConditionRule {

  @Override
  public int id() {
    return 11;
  }

  @Override
  public String name() {
    return "Objectives are met";
  }

  @Override
  public Finding judge(Facts facts) {
    if (facts.plan().objectives().isEmpty()) {
      return Finding.notApplicable("No objective was set.");
    }
    Doubts doubts = new Doubts();
    for (ObjectiveResult result : results(facts)) {
      if (!result.met()) {
        doubts.fails(sentence(facts, result));
      }
    }
    return doubts.or(Wording.count(facts.plan().objectives().size(), "objective") + " met.");
  }

  /** Each objective with what was measured. An interrupted run measured an interval: not met. */
  static List<ObjectiveResult> results(Facts facts) {
    return facts.plan().objectives().stream().map(objective -> result(facts, objective)).toList();
  }

  private static ObjectiveResult result(Facts facts, Objective objective) {
    Double measured =
        objective.name().equals(Plan.RPO) ? lostMs(facts) : measured(facts, objective.service());
    boolean met =
        measured != null && measured <= objective.targetMs() && !facts.run().interrupted();
    return new ObjectiveResult(objective.name(), objective.targetMs(), measured, met);
  }

  private static @Nullable Double lostMs(Facts facts) {
    Rpa rpa = LedgerCount.rpa(facts);
    return rpa == null ? null : rpa.ms();
  }

  private static @Nullable Double measured(Facts facts, @Nullable String service) {
    if (service == null) {
      Rta rta = RecoveryTime.of(facts);
      return rta == null ? null : rta.ms();
    }
    for (ExpectedService expected : facts.plan().services()) {
      if (expected.name().equals(service)) {
        return ServiceTimes.of(expected, facts).readyMs();
      }
    }
    return null;
  }

  private static String sentence(Facts facts, ObjectiveResult result) {
    String target = "Objective " + result.name() + " of " + Wording.seconds(result.targetMs());
    Double measured = result.measuredMs();
    if (measured == null) {
      return result.name().equals(Plan.RPO)
          ? target + " is not met: what was lost was not measured."
          : target + " is not met: no recovery was measured.";
    }
    return facts.run().interrupted()
        ? target + " is not met: the run was interrupted, so its time is an interval."
        : target
            + " is not met: "
            + (result.name().equals(Plan.RPO) ? "the last surviving data is older by " : "it took ")
            + Wording.seconds(measured)
            + ".";
  }
}
