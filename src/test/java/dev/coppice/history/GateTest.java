package dev.coppice.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence.ObjectiveResult;
import dev.coppice.evidence.Evidence.Phase;
import dev.coppice.evidence.Evidence.Rta;
import dev.coppice.evidence.Outline;
import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.SelftestSummary;
import dev.coppice.evidence.SelftestSummary.Fate;
import dev.coppice.evidence.SelftestSummary.Tried;
import dev.coppice.evidence.Verdict;
import dev.coppice.history.GateRules.NoSlower;
import dev.coppice.history.Ruling.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GateTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static final GateRules VERIFIED = new GateRules(true, null, false, null, false, null);
  private static final GateRules YOUNG =
      new GateRules(false, Duration.ofDays(7), false, null, false, null);
  private static final GateRules OBJECTIVES = new GateRules(false, null, true, null, false, null);
  private static final GateRules NO_SLOWER =
      new GateRules(false, null, false, NoSlower.USUAL, false, null);
  private static final GateRules SAME = new GateRules(false, null, false, null, true, null);
  private static final GateRules NO_BLIND_SPOT = new GateRules(false, null, false, null, false, 0);

  /** A drill, to be edited. */
  private record Drill(
      double daysAgo,
      String command,
      String sabotage,
      boolean interrupted,
      Verdict verdict,
      Double rtaMs,
      Long rtoMs,
      boolean cold) {

    static Drill ago(double days, double rtaMs) {
      return new Drill(days, "run", null, false, Verdict.VERIFIED, rtaMs, 60_000L, false);
    }

    Drill not() {
      return new Drill(
          daysAgo, command, sabotage, interrupted, Verdict.NOT_VERIFIED, rtaMs, rtoMs, cold);
    }

    Drill by(String other) {
      return new Drill(daysAgo, other, sabotage, interrupted, verdict, rtaMs, rtoMs, cold);
    }

    Drill lied() {
      return new Drill(daysAgo, command, "no restore", interrupted, verdict, rtaMs, rtoMs, cold);
    }

    Drill resumed() {
      return new Drill(daysAgo, command, sabotage, true, verdict, rtaMs, rtoMs, cold);
    }

    Drill pulled() {
      return new Drill(daysAgo, command, sabotage, interrupted, verdict, rtaMs, rtoMs, true);
    }

    Drill within(Long rto) {
      return new Drill(daysAgo, command, sabotage, interrupted, verdict, rtaMs, rto, cold);
    }

    RunLine line() {
      Instant at = NOW.minus(Duration.ofSeconds((long) (daysAgo * 86_400)));
      String run =
          at.toString().replaceAll("[-:Z]", "").replace('T', '-').substring(0, 15) + "-0000";
      return new RunLine(
          Path.of("reports", "shop", run),
          new Outline(
              "coppice.evidence/v1",
              run,
              command,
              new RunRecord.ScenarioFile("shop", null, "s.yaml", "sha"),
              new Outline.EngineName("vm"),
              "shop",
              new RunRecord.Definition("c0ffee", false),
              sabotage,
              interrupted,
              at,
              at,
              verdict,
              verdict == Verdict.VERIFIED ? List.of() : List.of("web did not come back"),
              rtaMs == null ? null : new Rta(rtaMs, 50),
              null,
              rtoMs == null
                  ? List.of()
                  : List.of(
                      new ObjectiveResult("rto", rtoMs, rtaMs, rtaMs != null && rtaMs <= rtoMs)),
              List.of(new Phase("rebuild", 0, 1)),
              cold ? List.of(new Outline.Did("pull", "done")) : List.of()));
    }
  }

  private static GateRecords past(Drill... drills) {
    return new GateRecords(
        new Past(List.of(drills).stream().map(Drill::line).toList(), List.of(), List.of()),
        null,
        Optional.empty(),
        NOW);
  }

  private static GateRecords broken(String folder, Drill... drills) {
    return new GateRecords(
        new Past(
            past(drills).past().runs(),
            List.of(),
            List.of(new Broken(Path.of("reports", "shop", folder), "shop", "it is torn"))),
        null,
        Optional.empty(),
        NOW);
  }

  private static GateRecords selftest(UnaryOperator<SelftestSummary> edit) {
    SelftestSummary.Drill drill =
        new SelftestSummary.Drill("r", 0, Verdict.VERIFIED, List.of(), "/r", 1);
    SelftestSummary summary =
        new SelftestSummary(
            SelftestSummary.FORMAT,
            new RunRecord.ScenarioFile("shop", null, "s.yaml", "sha"),
            new RunRecord.Tool("1", "c"),
            "shop",
            "vm",
            NOW.minusSeconds(60),
            1,
            true,
            false,
            drill,
            List.of(new Tried("no restore", "w", Fate.CAUGHT, List.of(), null, null, drill)),
            drill);
    return new GateRecords(
        new Past(
            List.of(Drill.ago(1, 4_000).line()),
            List.of(new SelftestLine(Path.of("s"), edit.apply(summary))),
            List.of()),
        null,
        Optional.empty(),
        NOW);
  }

  private static SelftestSummary with(SelftestSummary was, boolean passed, Fate... fates) {
    List<Tried> tried = new ArrayList<>();
    for (Fate fate : fates) {
      tried.add(new Tried("lie " + tried.size(), "w", fate, List.of(), null, null, null));
    }
    return new SelftestSummary(
        was.format(),
        was.scenario(),
        was.tool(),
        was.project(),
        was.engine(),
        was.startedAt(),
        was.ms(),
        passed,
        was.stopped(),
        was.first(),
        tried,
        was.last());
  }

  private static SelftestSummary ofScenario(SelftestSummary was, String sha256) {
    return new SelftestSummary(
        was.format(),
        new RunRecord.ScenarioFile("shop", null, "s.yaml", sha256),
        was.tool(),
        was.project(),
        was.engine(),
        was.startedAt(),
        was.ms(),
        was.passed(),
        was.stopped(),
        was.first(),
        was.mutations(),
        was.last());
  }

  private record Row(
      String name, GateRules rules, GateRecords records, Outcome outcome, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Drill[] drills(double... rtas) {
    Drill[] drills = new Drill[rtas.length];
    for (int i = 0; i < rtas.length; i++) {
      drills[i] = Drill.ago(rtas.length - i, rtas[i]);
    }
    return drills;
  }

  private static Drill[] but(Drill[] drills, int index, UnaryOperator<Drill> edit) {
    Drill[] edited = drills.clone();
    edited[index] = edit.apply(edited[index]);
    return edited;
  }

  static List<Row> rows() {
    Outcome passed = Outcome.PASSED;
    Outcome failed = Outcome.FAILED;
    Outcome few = Outcome.NOT_ENOUGH_RUNS;
    double[] six = {4_000, 4_100, 3_900, 4_050, 3_950, 4_020};
    return List.of(
        new Row("verified", VERIFIED, past(Drill.ago(1, 1)), passed, "is VERIFIED"),
        new Row("nothing", VERIFIED, past(), failed, "there is no drill"),
        new Row("not", VERIFIED, past(Drill.ago(1, 1).not()), failed, "web did not come back"),
        new Row(
            "failed after it passed",
            VERIFIED,
            past(Drill.ago(2, 1), Drill.ago(1, 1).not()),
            failed,
            "is NOT_VERIFIED"),
        new Row(
            "passed after it failed",
            VERIFIED,
            past(Drill.ago(2, 1).not(), Drill.ago(1, 1)),
            passed,
            "is VERIFIED"),
        new Row(
            "a bad day is no drill",
            VERIFIED,
            past(Drill.ago(1, 1).by("recover")),
            failed,
            "there is no drill"),
        new Row(
            "a sabotaged one counts neither way",
            VERIFIED,
            past(Drill.ago(2, 1), Drill.ago(1, 1).not().lied()),
            passed,
            "is VERIFIED"),
        new Row(
            "a later one that tells nothing",
            VERIFIED,
            broken("20260601-110000-0001", Drill.ago(1, 1)),
            failed,
            "it is torn"),
        new Row(
            "an earlier one that tells nothing",
            VERIFIED,
            broken("20260501-110000-0001", Drill.ago(1, 1)),
            passed,
            "is VERIFIED"),
        new Row(
            "what was left of the run that was finished later",
            VERIFIED,
            broken("20260531-120000-0000", Drill.ago(1, 1)),
            passed,
            "is VERIFIED"),
        new Row(
            "another bundle than was sealed",
            VERIFIED,
            new GateRecords(past(Drill.ago(1, 1)).past(), "x was changed", Optional.empty(), NOW),
            failed,
            "x was changed"),
        new Row("young", YOUNG, past(Drill.ago(6.9, 1)), passed, "6 days ago; 7 days"),
        new Row("as old as allowed", YOUNG, past(Drill.ago(7, 1)), passed, "7 days ago"),
        new Row("old", YOUNG, past(Drill.ago(7.01, 1)), failed, "7 days ago"),
        new Row(
            "old, and failed since",
            YOUNG,
            past(Drill.ago(8, 1), Drill.ago(1, 1).not()),
            failed,
            "8 days ago"),
        new Row("never", YOUNG, past(Drill.ago(1, 1).not()), failed, "ever verified"),
        new Row("of tomorrow", YOUNG, past(Drill.ago(-1, 1)), failed, "in the future"),
        new Row("of a clock ahead", YOUNG, past(Drill.ago(-0.01, 1)), passed, "0 min ago"),
        new Row("met", OBJECTIVES, past(Drill.ago(1, 4_000)), passed, "rto 4.0 s of 60.0 s"),
        new Row("missed", OBJECTIVES, past(Drill.ago(1, 61_000)), failed, "missed rto 61.0 s"),
        new Row(
            "no objective",
            OBJECTIVES,
            past(Drill.ago(1, 1).within(null)),
            failed,
            "had no recovery time objective"),
        new Row("nobody drilled", OBJECTIVES, past(), failed, "there is no drill"),
        new Row("as fast", NO_SLOWER, past(drills(six)), passed, "the median of 5 warm drills"),
        new Row(
            "slower",
            NO_SLOWER,
            past(drills(4_000, 4_100, 3_900, 4_050, 3_950, 5_000)),
            failed,
            "recovery took 5.0 s, the median of 5 warm drills before it is 4.0 s, and up to 4.4 s"),
        new Row(
            "slower among times that scatter",
            NO_SLOWER,
            past(drills(3_000, 5_100, 3_900, 4_050, 2_950, 5_000)),
            passed,
            "is noise"),
        new Row(
            "one odd time does not widen the band",
            NO_SLOWER,
            past(drills(4_000, 4_100, 90_000, 4_050, 3_950, 5_000)),
            failed,
            "up to 4.5 s"),
        new Row(
            "four before it",
            NO_SLOWER,
            past(drills(4_000, 4_100, 3_900, 4_050, 9_000)),
            few,
            "not enough runs: 4 verified warm drills before the last one, at least 5 are needed"),
        new Row(
            "one that was not verified does not count",
            NO_SLOWER,
            past(but(drills(six), 2, Drill::not)),
            few,
            "4 verified"),
        new Row(
            "one that was interrupted does not count",
            NO_SLOWER,
            past(but(drills(six), 2, Drill::resumed)),
            few,
            "4 verified"),
        new Row(
            "a cold one is not held against warm ones",
            NO_SLOWER,
            past(but(drills(4_000, 4_100, 3_900, 4_050, 3_950, 19_000), 5, Drill::pulled)),
            few,
            "0 verified cold drills"),
        new Row(
            "a warm one is not held against a cold one",
            NO_SLOWER,
            past(but(drills(six), 0, Drill::pulled)),
            few,
            "4 verified warm drills"),
        new Row(
            "the last one has no time",
            NO_SLOWER,
            past(but(drills(six), 5, Drill::not)),
            failed,
            "no time that can be held"),
        new Row("nobody drilled at all", NO_SLOWER, past(), failed, "there is no drill"),
        new Row("the same", SAME, past(Drill.ago(1, 1)), passed, "is that of the last drill"),
        new Row(
            "changed",
            SAME,
            new GateRecords(
                past(Drill.ago(1, 1)).past(), null, Optional.of("compose.yaml changed"), NOW),
            failed,
            "needs verification since run 20260531-120000-0000: compose.yaml changed"),
        new Row("none to compare with", SAME, past(), failed, "there is no drill"),
        new Row("no selftest", NO_BLIND_SPOT, past(Drill.ago(1, 1)), failed, "no selftest"),
        new Row("none", NO_BLIND_SPOT, selftest(s -> s), passed, "found no blind spot"),
        new Row(
            "one",
            NO_BLIND_SPOT,
            selftest(s -> with(s, false, Fate.CAUGHT, Fate.BLIND_SPOT)),
            failed,
            "found 1: lie 1; 0 allowed"),
        new Row(
            "one allowed",
            new GateRules(false, null, false, null, false, 1),
            selftest(s -> with(s, false, Fate.CAUGHT, Fate.BLIND_SPOT)),
            passed,
            "1 allowed"),
        new Row(
            "one left out",
            NO_BLIND_SPOT,
            selftest(s -> with(s, false, Fate.CAUGHT, Fate.LEFT_OUT)),
            failed,
            "does not tell of: lie 1"),
        new Row(
            "nothing told",
            NO_BLIND_SPOT,
            selftest(s -> with(s, true)),
            failed,
            "did not come to its end"),
        new Row(
            "an honest drill that failed",
            NO_BLIND_SPOT,
            selftest(s -> with(s, false, Fate.CAUGHT)),
            failed,
            "did not pass"),
        new Row(
            "of another scenario file",
            NO_BLIND_SPOT,
            selftest(s -> ofScenario(s, "other")),
            failed,
            "another state of the scenario's file"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void rules(Row row) {
    List<Ruling> rulings = Gate.judge(row.rules(), row.records());

    assertEquals(1, rulings.size());
    Ruling ruling = rulings.get(0);
    assertEquals(row.outcome(), ruling.outcome(), ruling::says);
    assertTrue(ruling.says().contains(row.says()), ruling::says);
  }

  @Test
  void the_usual_rules_ask_for_what_any_scenario_has() {
    assertEquals(
        List.of("verified", "no-slower", "same-definition"),
        Gate.judge(GateRules.USUAL, past(Drill.ago(1, 1))).stream().map(Ruling::rule).toList());
  }

  @Test
  void no_rule_passes_without_evidence() {
    GateRules all = new GateRules(true, Duration.ofDays(1), true, NoSlower.USUAL, true, 99);

    List<Ruling> rulings = Gate.judge(all, past());

    assertEquals(6, rulings.size());
    assertTrue(rulings.stream().allMatch(Ruling::isFailed), rulings::toString);
  }

  /** A pipeline of ten runs, many times: the gate is asked after each. */
  @Test
  void finds_a_regression_in_the_run_in_which_it_was_planted_and_not_before() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      double usual = 1_000 + random.nextInt(120_000);
      // Times of one machine scatter by a few percent; the change is more than that and the tenth.
      double scatter = 0.03 * random.nextDouble();
      double slower = 1.3 + random.nextDouble();
      List<Drill> drills = new ArrayList<>();
      List<Integer> found = new ArrayList<>();
      for (int run = 1; run <= 10; run++) {
        double noise = 1 + scatter * Math.max(-2, Math.min(2, random.nextGaussian()));
        drills.add(Drill.ago(11 - run, usual * noise * (run < 8 ? 1 : slower)).within(10_000_000L));
        List<Ruling> rulings = Gate.judge(NO_SLOWER, past(drills.toArray(new Drill[0])));
        if (rulings.get(0).isFailed()) {
          found.add(run);
        }
      }
      assertEquals(List.of(8, 9, 10), found, "seed " + seed);
    }
  }
}
