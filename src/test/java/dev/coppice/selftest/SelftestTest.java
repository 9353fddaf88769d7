package dev.coppice.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.drill.PlannedShop;
import dev.coppice.drill.Sabotage;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.SelftestSummary.Fate;
import dev.coppice.evidence.SelftestSummary.Tried;
import dev.coppice.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelftestTest {

  private static final String HONEST = "t".repeat(11);

  /** A lie of which a test says whether it applies and what it leaves. */
  private record Lie(String name, @Nullable String inapplicable, boolean spoils)
      implements Mutation {

    @Override
    public String what() {
      return name;
    }

    @Override
    public @Nullable String inapplicable(Subject subject) {
      return inapplicable;
    }

    @Override
    public Attempt attempt(Subject subject) {
      return Attempt.of(() -> name);
    }

    @Override
    public int meant() {
      return 8;
    }

    @Override
    public String check(Subject subject) {
      return "facts: " + name;
    }
  }

  /** Drills that end as a test says; it tells what was done, in order. */
  private static final class Recorded implements Stage {

    final List<String> done = new ArrayList<>();
    final List<Scenario> told = new ArrayList<>();
    final Map<String, String> outcomes = new HashMap<>();
    final Map<String, Integer> exits = new HashMap<>();
    List<Mutation> mutations = List.of();
    boolean stopped;

    @Override
    public Drilled drill(Scenario scenario, Sabotage sabotage) {
      String name = sabotage.name().isEmpty() ? "honest" : sabotage.name();
      done.add("drill " + name);
      told.add(scenario);
      Evidence evidence = CatchesTest.evidence(outcomes.getOrDefault(name, HONEST));
      return new Drilled(
          name,
          exits.getOrDefault(name, 0),
          evidence,
          Subjects.shop().drill(),
          Path.of("/reports", name),
          1_000);
    }

    @Override
    public void restore(Drilled sabotaged, Scenario scenario, boolean anew) {
      done.add("restore " + (anew ? "anew" : "what is missing"));
    }

    @Override
    public void release(Drilled over) {
      done.add("release " + over.run());
    }

    @Override
    public Subject subject(Drilled honest) {
      return Subjects.of(Subjects.shop());
    }

    @Override
    public Subject withStale(Subject subject) {
      done.add("make stale backups");
      return subject;
    }

    @Override
    public void tell(String line) {}

    @Override
    public boolean isStopped() {
      return stopped;
    }

    @Override
    public Duration elapsed() {
      return Duration.ofMinutes(7);
    }

    @Override
    public List<Mutation> mutations() {
      return mutations;
    }
  }

  private final Recorded stage = new Recorded();

  private Selftest.Outcome carriedOut(Mutation... mutations) throws Exception {
    stage.mutations = List.of(mutations);
    return new Selftest(Subjects.scenario(new PlannedShop()), stage).carryOut();
  }

  private static List<Fate> fates(Selftest.Outcome outcome) {
    return outcome.tried().stream().map(Tried::fate).toList();
  }

  @Test
  void begins_and_ends_honestly_and_starts_each_lie_from_a_restored_stack() throws Exception {
    stage.outcomes.put("a lie", "tttttttftft");
    stage.exits.put("a lie", 4);
    stage.outcomes.put("a question", "tuttttttttt");
    stage.exits.put("a question", 1);

    Selftest.Outcome outcome =
        carriedOut(new Lie("a lie", null, true), new Lie("a question", null, false));

    assertEquals(
        List.of(
            "drill honest",
            "drill a lie",
            "restore anew",
            "release a lie",
            "drill a question",
            "release a question",
            "drill honest"),
        stage.done);
    assertEquals(List.of(Fate.CAUGHT, Fate.CAUGHT), fates(outcome));
    assertEquals(8, outcome.tried().get(0).caughtBy().get(0).id());
    assertTrue(outcome.passed());
    assertEquals(0, outcome.exit());
  }

  @Test
  void brings_back_what_a_lie_left_down_though_it_spoils_nothing() throws Exception {
    stage.outcomes.put("a question", "tttttttfttt");
    stage.exits.put("a question", 4);

    carriedOut(new Lie("a question", null, false));

    assertTrue(stage.done.contains("restore what is missing"), stage.done::toString);
  }

  @Test
  void names_a_lie_that_stays_verified_with_the_check_to_add() throws Exception {
    Selftest.Outcome outcome = carriedOut(new Lie("a lie", null, true));

    assertEquals(List.of(Fate.BLIND_SPOT), fates(outcome));
    assertEquals("facts: a lie", outcome.tried().get(0).check());
    assertFalse(outcome.passed());
    assertEquals(1, outcome.exit());
  }

  @Test
  void counts_no_catch_by_a_condition_that_did_not_hold_honestly() throws Exception {
    stage.outcomes.put("honest", "tttttttttnn");
    stage.outcomes.put("a lie", "tttttttttff");

    assertEquals(List.of(Fate.BLIND_SPOT), fates(carriedOut(new Lie("a lie", null, true))));
  }

  @Test
  void sabotages_nothing_where_the_honest_drill_is_not_verified() throws Exception {
    stage.outcomes.put("honest", "tttttttfttt");
    stage.exits.put("honest", 1);

    Selftest.Outcome outcome = carriedOut(new Lie("a lie", null, true));

    assertEquals(List.of("drill honest"), stage.done);
    assertEquals(1, outcome.exit());
  }

  @Test
  void passes_over_what_does_not_apply() throws Exception {
    Selftest.Outcome outcome = carriedOut(new Lie("a lie", "there is no such thing", true));

    assertEquals(List.of(Fate.DOES_NOT_APPLY), fates(outcome));
    assertEquals(0, outcome.exit());
  }

  @Test
  void judges_nothing_by_a_drill_that_was_stopped_before_its_impact() throws Exception {
    stage.outcomes.put("a lie", "fuuuuuuuuuu");
    stage.exits.put("a lie", 3);

    Selftest.Outcome outcome = carriedOut(new Lie("a lie", null, true));

    assertEquals(List.of(Fate.NOT_JUDGED), fates(outcome));
    assertFalse(stage.done.contains("restore anew"), "nothing was touched");
    assertEquals(1, outcome.exit());
  }

  @Test
  void makes_stale_backups_of_the_stack_that_came_back_without_its_data() throws Exception {
    stage.outcomes.put("no restore", "ttttttttftt");

    carriedOut(new NoRestore());

    assertEquals(
        List.of("drill no restore", "make stale backups", "restore anew"),
        stage.done.subList(1, 4));
  }

  @Test
  void gives_a_sabotaged_drill_little_time_and_lets_no_backup_grow_old() throws Exception {
    carriedOut(new Lie("a lie", null, true));

    assertEquals(Duration.ofMinutes(5), stage.told.get(0).recovery().timeout());
    assertEquals(Duration.ofMillis(10_000 + 2 * 7_005), stage.told.get(1).recovery().timeout());
    assertEquals(Duration.ofMinutes(5), stage.told.get(2).recovery().timeout());
  }

  @Test
  void stops_between_two_lies_and_does_not_pass() throws Exception {
    stage.stopped = true;

    Selftest.Outcome outcome = carriedOut(new Lie("a lie", null, true));

    assertEquals(List.of("drill honest"), stage.done);
    assertTrue(outcome.stopped());
    assertEquals(1, outcome.exit());
  }
}
