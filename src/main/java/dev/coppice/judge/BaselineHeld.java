package dev.coppice.judge;

import dev.coppice.evidence.Facts;

/** Line 1: the steady state held before. */
record BaselineHeld() implements ConditionRule {

  @Override
  public int id() {
    return 1;
  }

  @Override
  public String name() {
    return "The steady state held before";
  }

  @Override
  public Finding judge(Facts facts) {
    Window baseline = new Timeline(facts.run()).baseline();
    if (baseline == null) {
      return Finding.unknown("The run has no baseline: nobody knows what normal was.");
    }
    if (facts.plan().probes().isEmpty()) {
      return Finding.unknown("The plan has no probe: nothing says what normal is.");
    }
    Doubts doubts = new Doubts();
    for (Availability availability : Availability.all(facts)) {
      Steadiness.look(
          availability.probe(),
          availability.steadyBefore(),
          facts.plan().stableForMs(),
          "at the end of the baseline",
          baseline.toMs(),
          doubts);
    }
    return doubts.or(
        "Every probe passed for "
            + Wording.seconds(facts.plan().stableForMs())
            + " without a break before anything was touched.");
  }
}
