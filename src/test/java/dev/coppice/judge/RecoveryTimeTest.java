package dev.coppice.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.coppice.evidence.Evidence.Rta;
import dev.coppice.evidence.Sample;
import dev.coppice.plan.Plan.PlannedProbe;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTimeTest {

  @Test
  void runs_to_the_first_success_of_the_slowest_probe() {
    FactsOf facts = FactsOf.honest();
    facts.samples(FactsOf.COUNT, 13_000, 14_000, false);

    assertEquals(new Rta(8_005, 505), RecoveryTime.of(facts.build()));
  }

  @Test
  void counts_from_the_last_failure_and_not_from_the_first_success() {
    FactsOf facts = FactsOf.honest();
    facts.samples(FactsOf.ORDERS, 14_000, 14_100, false);

    assertEquals(new Rta(8_105, 105), RecoveryTime.of(facts.build()));
  }

  @Test
  void adds_what_the_failing_question_was_late_to_the_uncertainty() {
    FactsOf facts = FactsOf.honest();
    facts.probes.removeIf(p -> p.name().equals(FactsOf.COUNT));
    facts.samples.replaceAll(
        s -> s.sentMs() == 12_900 ? new Sample(s.probe(), 12_900, 12_905, 40, false, "x") : s);

    assertEquals(new Rta(7_005, 145), RecoveryTime.of(facts.build()));
  }

  @Test
  void is_uncertain_from_impact_on_where_the_probe_never_failed() {
    FactsOf facts = FactsOf.honest();
    facts.probes.removeIf(p -> p.name().equals(FactsOf.COUNT));
    facts.samples(FactsOf.ORDERS, 0, FactsOf.END, true);

    assertEquals(new Rta(5, 5), RecoveryTime.of(facts.build()));
  }

  @Test
  void is_not_given_where_one_probe_is_not_confirmed() {
    FactsOf facts = FactsOf.honest();
    facts.samples(FactsOf.COUNT, 16_000, 16_500, false);

    assertNull(RecoveryTime.of(facts.build()));
  }

  @Test
  void is_not_given_without_impact() {
    FactsOf facts = FactsOf.honest();
    facts.impact = null;

    assertNull(RecoveryTime.of(facts.build()));
  }

  @Test
  void does_not_wait_for_a_probe_that_survives() {
    FactsOf facts = FactsOf.honest();
    facts.probe(new PlannedProbe("page", "http", true, true, List.of(), 100, 1_000, "GET /"));

    assertEquals(7_005, RecoveryTime.of(facts.build()).ms());
  }

  @Test
  void runs_to_the_last_lost_replica_where_all_probes_survive() {
    FactsOf facts = onlySurvivors();

    assertEquals(new Rta(6_100, 0), RecoveryTime.of(facts.build()));
  }

  @Test
  void is_not_given_where_the_readiness_of_a_lost_replica_was_not_heard() {
    FactsOf facts = onlySurvivors();
    facts.events.removeIf(e -> e.action().equals("health_status: healthy"));

    assertNull(RecoveryTime.of(facts.build()));
  }

  private static FactsOf onlySurvivors() {
    FactsOf facts = FactsOf.honest();
    facts.probes.clear();
    facts.samples.clear();
    facts.probe(new PlannedProbe("page", "http", true, true, List.of(), 100, 1_000, "GET /"));
    return facts;
  }
}
