package dev.coppice.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Condition;
import dev.coppice.evidence.Evidence.Rta;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.RunRecord.StepOutcome.State;
import dev.coppice.evidence.Verdict;
import dev.coppice.plan.Plan.Objective;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgeTest {

  @Test
  void verifies_an_honest_drill_with_one_calm_sentence() {
    Evidence evidence = Judge.judge(FactsOf.honest().build());

    assertEquals(Verdict.VERIFIED, evidence.verdict(), evidence.reasons()::toString);
    assertEquals(
        List.of("Stack shop was back 7.0 s after impact, and all 10 conditions that apply hold."),
        evidence.reasons());
    assertEquals(new Rta(7_005, 105), evidence.rta());
  }

  @Test
  void says_first_that_a_run_was_sabotaged_whatever_its_verdict() {
    FactsOf unnoticed = FactsOf.honest();
    unnoticed.sabotage = "no restore";
    FactsOf noticed = FactsOf.honest();
    noticed.sabotage = "no restore";
    noticed.after = null;

    for (FactsOf facts : List.of(unnoticed, noticed)) {
      Evidence evidence = Judge.judge(facts.build());

      assertEquals("no restore", evidence.sabotage());
      assertEquals("This run was sabotaged on purpose: no restore.", evidence.reasons().get(0));
    }
  }

  @Test
  void gives_the_same_evidence_for_the_same_facts() {
    assertEquals(Judge.judge(FactsOf.honest().build()), Judge.judge(FactsOf.honest().build()));
  }

  @Test
  void has_eleven_rules_with_the_numbers_of_the_design() {
    assertEquals(
        IntStream.rangeClosed(1, 11).boxed().toList(),
        Judge.RULES.stream().map(ConditionRule::id).toList());
  }

  @Test
  void lets_false_outrank_unknown_and_unknown_outrank_true() {
    Finding holds = Finding.holds("a");
    Finding unknown = Finding.unknown("b");
    Finding fails = Finding.fails("c");
    Finding none = Finding.notApplicable("d");

    assertEquals(Verdict.VERIFIED, Judge.verdict(List.of(none, holds)));
    assertEquals(Verdict.INCONCLUSIVE, Judge.verdict(List.of(holds, unknown, none)));
    assertEquals(Verdict.NOT_VERIFIED, Judge.verdict(List.of(unknown, fails, holds)));
    assertEquals(Verdict.INCONCLUSIVE, Judge.verdict(List.of(none)), "nothing was proven");
  }

  @Test
  void takes_what_does_not_apply_from_the_plan_with_its_reason() {
    FactsOf facts = FactsOf.honest();
    facts.inapplicable.put(5, "nothing is pinned here");

    Condition condition = Judge.judge(facts.build()).conditions().get(4);

    assertEquals(Outcome.NOT_APPLICABLE, condition.outcome());
    assertEquals("nothing is pinned here", condition.reason());
  }

  @Test
  void leaves_a_line_unknown_whose_rule_cannot_go_on() {
    ConditionRule broken =
        new ConditionRule() {
          @Override
          public int id() {
            return 7;
          }

          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Finding judge(Facts facts) {
            throw new IllegalStateException("no such thing");
          }
        };

    Finding finding = Judge.found(broken, FactsOf.honest().build());

    assertEquals(Outcome.UNKNOWN, finding.outcome());
    assertTrue(finding.reason().contains("no such thing"), finding.reason());
  }

  @Test
  void names_failed_steps_before_what_is_seen_of_them() {
    FactsOf facts = FactsOf.honest();
    facts.ended("start web-1", State.FAILED, "port 8080 is taken");
    facts.after.remove("shop-web-1");
    facts.samples(FactsOf.ORDERS, FactsOf.BACK, FactsOf.END, false);

    List<String> reasons = Judge.judge(facts.build()).reasons();

    assertEquals("Step `start web-1` failed in phase rebuild: port 8080 is taken.", reasons.get(0));
    assertEquals("Service web should have 2 replicas and has 1.", reasons.get(1));
    assertTrue(reasons.get(2).startsWith("Probe \"orders are served\" failed"), reasons::toString);
  }

  @Test
  void says_what_a_run_does_not_prove() {
    assertTrue(
        Judge.judge(FactsOf.honest().build())
            .unproven()
            .contains("No ledger ran: writes after the backup are not measured."));
  }

  @Test
  void never_verifies_facts_with_nothing_in_them() {
    FactsOf facts = new FactsOf();
    facts.before = null;
    facts.loss = null;
    facts.after = null;

    Evidence evidence = Judge.judge(facts.build());

    assertNotEquals(Verdict.VERIFIED, evidence.verdict());
    assertTrue(
        evidence.conditions().stream().noneMatch(c -> c.outcome() == Outcome.TRUE && c.id() != 9),
        evidence.conditions()::toString);
  }

  @Test
  void judges_a_run_that_ended_before_impact_without_verifying_it() {
    FactsOf facts = FactsOf.honest();
    facts.impact = null;
    facts.gone = null;
    facts.rebuildAt = null;
    facts.loss = null;
    facts.after = null;
    facts.objectives.add(new Objective("rto", null, 60_000));

    Evidence evidence = Judge.judge(facts.build());

    assertNotEquals(Verdict.VERIFIED, evidence.verdict());
    assertEquals(null, evidence.rta());
  }
}
