package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.plan.Plan.Objective;
import java.util.LinkedHashMap;
import java.util.Map;

/** The facts of drills that ended in every way, for tests that need a whole bundle. */
public final class Drills {

  private Drills() {}

  /** By what came of it. */
  public static Map<String, Facts> all() {
    Map<String, Facts> all = new LinkedHashMap<>();
    all.put("verified", verified());
    all.put("not verified", notVerified());
    all.put("inconclusive", inconclusive());
    all.put("stopped before impact", stopped());
    return all;
  }

  static Facts verified() {
    FactsOf facts = FactsOf.honest();
    facts.objectives.add(new Objective("rto", null, 60_000));
    return facts.build();
  }

  static Facts notVerified() {
    FactsOf facts = FactsOf.honest();
    facts.objectives.add(new Objective("rto", null, 1_000));
    facts.objectives.add(new Objective("web rto", "web", 500));
    return facts.build();
  }

  static Facts inconclusive() {
    FactsOf facts = FactsOf.honest();
    facts.samples(FactsOf.ORDERS, 0, FactsOf.END, true);
    return facts.build();
  }

  static Facts stopped() {
    FactsOf facts = FactsOf.honest();
    facts.objectives.add(new Objective("rto", null, 60_000));
    facts.impact = null;
    facts.gone = null;
    facts.rebuildAt = null;
    facts.loss = null;
    facts.after = null;
    facts.outcomes.clear();
    facts.touched.clear();
    facts.events.clear();
    facts.phases.clear();
    facts.samples.removeIf(sample -> sample.sentMs() > FactsOf.IMPACT - 1_000);
    return facts.build();
  }
}
