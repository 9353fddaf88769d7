package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.SelftestSummary;
import dev.coppice.evidence.SelftestSummary.Fate;
import dev.coppice.evidence.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack that is sabotaged in every way, and what of its scenario finds it out. */
class SelftestIT {

  private static final long LONGEST_SECONDS = 900;

  private static final String OBJECTIVES =
      "objectives:\n  rto: 60s\n  services:\n    web: {rto: 60s}\n";
  private static final String DISPOSABLE = "disposable: true\n";
  private static final String SERVED = ", answer: {contains: walden}";
  private static final String ALL_THERE =
      "[grep, -c, ., /data/orders.txt], stdout: {equals: \"3\"}";

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;

  @BeforeAll
  static void a_shop_with_its_lock_and_backup() {
    shop = new Shop("drill-selftest", 8131);
  }

  @BeforeEach
  void stands() {
    coppice = new Coppice(shop.engine.endpoint(), own);
    shop.isReady(coppice);
  }

  @AfterAll
  static void leaves_nothing() {
    shop.close();
  }

  private SelftestSummary selftest(int exit, String scenario, String... only) {
    List<String> argv =
        new ArrayList<>(List.of("selftest", scenario, "--json", "--confirm", shop.target()));
    for (String name : only) {
      argv.addAll(List.of("--only", name));
    }
    Coppice.Ended ended = coppice.start(argv.toArray(String[]::new)).ended(LONGEST_SECONDS);
    assertEquals(exit, ended.exit(), ended::toString);
    return Json.read(ended.out(), SelftestSummary.class);
  }

  private static SelftestSummary.Tried tried(SelftestSummary summary, String name) {
    return summary.mutations().stream()
        .filter(tried -> tried.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_scenario_that_asks_enough_finds_every_lie_out() {
    SelftestSummary summary =
        selftest(
            0, shop.scenario("asks-enough", OBJECTIVES, "objectives: {rto: 25s}\n" + DISPOSABLE));

    assertTrue(summary.passed());
    for (SelftestSummary.Tried tried : summary.mutations()) {
      Fate wanted = tried.name().equals("stale backup") ? Fate.DOES_NOT_APPLY : Fate.CAUGHT;
      assertEquals(wanted, tried.fate(), tried::toString);
      SelftestSummary.Drill drill = tried.drill();
      if (drill != null) {
        Evidence evidence = Bundle.open(Path.of(drill.bundle())).evidence();
        assertEquals(tried.name(), evidence.sabotage());
        assertNotEquals(Verdict.VERIFIED, evidence.verdict(), evidence.reasons()::toString);
      }
    }
    assertEquals(
        List.of(9, 9, 5, 7, 6, 6, 3, 3, 8, 7, 7, 8, 2, 11),
        summary.mutations().stream()
            .filter(tried -> tried.fate() == Fate.CAUGHT)
            .map(tried -> tried.caughtBy().get(0).id())
            .toList());
    shop.awaitServed();
    assertEquals(List.of(), rescued(summary), "copies of sabotaged drills are given up");
  }

  private List<String> rescued(SelftestSummary summary) {
    List<String> kept =
        Shop.lines(coppice.run("status").out()).stream()
            .filter(
                line ->
                    summary.mutations().stream()
                        .map(SelftestSummary.Tried::drill)
                        .anyMatch(drill -> drill != null && line.contains(drill.run())))
            .toList();
    return kept;
  }

  @Test
  void a_probe_that_asks_too_little_is_a_blind_spot_until_the_check_is_added() {
    String weak =
        shop.scenario(
            "asks-too-little",
            OBJECTIVES,
            DISPOSABLE,
            SERVED,
            "",
            ALL_THERE,
            "[ls, /data], stdout: {contains: schema}");
    SelftestSummary.Tried blind = tried(selftest(1, weak, "no restore"), "no restore");

    assertEquals(Fate.BLIND_SPOT, blind.fate(), blind::toString);
    String check = String.valueOf(blind.check());
    assertTrue(check.contains("reads: [orders]"), check);
    shop.isReady(coppice);

    String strong =
        shop.scenario(
            "asks-more",
            OBJECTIVES,
            DISPOSABLE + check,
            SERVED,
            "",
            ALL_THERE,
            "[ls, /data], stdout: {contains: schema}");
    SelftestSummary.Tried caught = tried(selftest(1, strong, "no restore"), "no restore");

    assertEquals(Fate.CAUGHT, caught.fate(), caught::toString);
    assertEquals(9, caught.caughtBy().get(0).id());
  }

  @Test
  void a_probe_that_looks_at_the_status_alone_is_a_blind_spot_until_it_looks_at_the_answer() {
    String error = "application that answers 200 with an error";
    String stranger = "port answered by a stranger";
    SelftestSummary summary =
        selftest(
            1, shop.scenario("looks-away", OBJECTIVES, DISPOSABLE, SERVED, ""), error, stranger);

    assertEquals(Fate.BLIND_SPOT, tried(summary, error).fate());
    assertEquals(Fate.BLIND_SPOT, tried(summary, stranger).fate());
    String check = String.valueOf(tried(summary, error).check());
    assertTrue(check.contains("contains: \"1 walden\""), check);
    assertEquals(check, tried(summary, stranger).check());

    SelftestSummary again =
        selftest(
            1,
            shop.scenario(
                "looks-closely",
                OBJECTIVES,
                DISPOSABLE,
                SERVED,
                "",
                "  probes:\n",
                "  probes:\n" + check),
            error,
            stranger);

    assertEquals(Fate.CAUGHT, tried(again, error).fate());
    assertEquals(Fate.CAUGHT, tried(again, stranger).fate());
  }

  @Test
  void a_stack_that_is_not_called_disposable_is_not_touched() {
    String before = shop.everything();

    coppice
        .run("selftest", shop.scenario("needed"), "--confirm", shop.target())
        .said(3, "disposable: true", "nobody needs stack drill-selftest");

    assertEquals(before, shop.everything());
  }

  @Test
  void one_that_is_killed_is_resumed_without_its_sabotage() {
    Coppice.Going going =
        coppice.start(
            "selftest",
            shop.scenario("killed", OBJECTIVES, DISPOSABLE),
            "--only",
            "environment value changed",
            "--confirm",
            shop.target());
    going.says("  verify:", ": environment value changed");
    going.kill();

    Coppice.Ended resumed = coppice.run("resume");

    assertEquals(0, resumed.exit(), resumed::toString);
    assertEquals("environment value changed", resumed.evidence().sabotage());
    shop.awaitServed();
    String environment =
        shop.engine.docker("inspect", "-f", "{{json .Config.Env}}", shop.container("web", 1));
    assertTrue(environment.contains("\"UPSTREAM=http://api:8080/cgi-bin/orders\""), environment);
  }
}
