package dev.coppice.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CriticalPathTest {

  @Test
  void goes_back_through_what_was_waited_for_longest() {
    Map<String, Double> ends = Map.of("a", 1.0, "b", 5.0, "c", 3.0, "d", 9.0, "e", 8.0);
    Map<String, List<String>> waits =
        Map.of("d", List.of("b", "c"), "b", List.of("a"), "e", List.of("c"));

    assertEquals(
        List.of("a", "b", "d"),
        CriticalPath.back("d", ends, id -> waits.getOrDefault(id, List.of())));
  }

  @Test
  void ends_where_steps_wait_for_each_other_in_a_ring() {
    Map<String, Double> ends = Map.of("a", 1.0, "b", 2.0);

    assertEquals(
        List.of("a", "b"),
        CriticalPath.back("b", ends, id -> id.equals("b") ? List.of("a") : List.of("b")));
  }

  @Test
  void names_steps_and_services_of_a_drill() {
    CriticalPath path = CriticalPath.of(FactsOf.honest().build());

    assertEquals(List.of("start db-1", "restore orders", "start web-1"), path.steps());
    assertEquals(Set.of("db", "web"), path.services());
  }

  @Test
  void leaves_out_a_wait_that_ended_after_the_probes_passed() {
    FactsOf facts = FactsOf.honest();
    awaits(facts, 12_300, 20_000);

    assertEquals(
        List.of("start db-1", "restore orders", "start web-1"),
        CriticalPath.of(facts.build()).steps());
  }

  @Test
  void keeps_a_wait_that_ended_before_the_probes_passed() {
    FactsOf facts = FactsOf.honest();
    awaits(facts, 12_300, 500);

    assertEquals(
        List.of("start db-1", "restore orders", "start web-2", "await web"),
        CriticalPath.of(facts.build()).steps());
  }

  @Test
  void ends_with_what_ended_last_and_not_with_what_began_last() {
    FactsOf facts = FactsOf.honest();
    awaits(facts, 12_150, 20);

    assertEquals("start web-1", CriticalPath.of(facts.build()).steps().get(2));
  }

  @Test
  void goes_by_readiness_where_no_step_belongs_to_a_service() {
    FactsOf facts = FactsOf.honest();
    facts.steps.removeIf(s -> s.phase() == Phase.REBUILD);

    assertEquals(Set.of("db", "migrate", "web"), CriticalPath.of(facts.build()).services());
  }

  private static void awaits(FactsOf facts, double start, double ms) {
    facts.steps.add(
        new Step(
            "await web",
            Phase.REBUILD,
            Verb.AWAIT_HEALTHY,
            "web",
            "",
            List.of("start web-2"),
            Map.of()));
    facts.outcomes.add(
        new StepOutcome("await web", "await", "web", StepOutcome.State.DONE, start, ms, null));
  }
}
