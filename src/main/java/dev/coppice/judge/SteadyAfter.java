package dev.coppice.judge;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Facts;
import dev.coppice.plan.Plan.PlannedProbe;

/** Line 8: the steady state holds at the end. */
record SteadyAfter() implements ConditionRule {

  @Override
  public int id() {
    return 8;
  }

  @Override
  public String name() {
    return "The steady state holds again";
  }

  @Override
  public Finding judge(Facts facts) {
    if (facts.plan().probes().isEmpty()) {
      return Finding.unknown("The plan has no probe: nothing says that the stack is back.");
    }
    Doubts doubts = new Doubts();
    for (Availability availability : Availability.all(facts)) {
      Steadiness.look(
          availability.probe(),
          availability.steadyAfter(),
          facts.plan().stableForMs(),
          "at the end of the run",
          Availability.askedUntilMs(facts),
          doubts);
      Slowness.of(facts, availability).tell(doubts);
    }
    LedgerCount.lookAfter(facts, doubts);
    downtime(facts, doubts);
    if (facts.plan().demands().strict()) {
      Untouched.sentences(facts).forEach(doubts::unclear);
    }
    if (facts.plan().probes().stream().noneMatch(PlannedProbe::outside)) {
      doubts.unclear(
          "No probe asks from outside the engine, as a user would; add an http or tcp probe.");
    }
    return doubts.or(
        "Every probe passed for "
            + Wording.seconds(facts.plan().stableForMs())
            + " without a break at the end, and one asks from outside the engine.");
  }

  /** What was raised from the rescue copies is not the recovery that was drilled. */
  private static void downtime(Facts facts, Doubts doubts) {
    Long max = facts.plan().maxDowntimeMs();
    Double fromCopies = facts.run().fromCopiesSinceStartMs();
    if (max == null) {
      return;
    }
    Evidence.Rta rta = RecoveryTime.of(facts);
    if (fromCopies != null) {
      boolean passed = new Timeline(facts.run()).afterImpact(fromCopies) >= max;
      doubts.fails(
          (passed
                  ? "The steady state was not reached within max-downtime of "
                      + Wording.seconds(max)
                      + ": "
                  : "The rebuild failed before max-downtime of "
                      + Wording.seconds(max)
                      + " was over: ")
              + "the stack was raised from its rescue copies.");
    } else if (rta != null && rta.ms() > max) {
      doubts.fails(
          "The steady state was reached only after "
              + Wording.seconds(rta.ms())
              + ", and max-downtime is "
              + Wording.seconds(max)
              + ".");
    }
  }
}
