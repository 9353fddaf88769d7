package dev.coppice.judge;

import static dev.coppice.evidence.Outcome.TRUE;
import static dev.coppice.evidence.Outcome.UNKNOWN;
import static dev.coppice.judge.Row.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.evidence.FactReading;
import dev.coppice.evidence.FactReading.When;
import dev.coppice.evidence.Verdict;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Plan.Demands;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.plan.Plan.PlannedFact;
import dev.coppice.plan.Plan.PlannedLedger;
import dev.coppice.plan.Plan.PlannedProbe;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * In an honest drill "orders are served" asks web, which waits for migrate, which waits for db;
 * "all orders are there" asks db. The loss is confirmed at 7,000; db starts at 10,100, web at
 * 12,100.
 */
class UntouchedTest {

  private static final String WEB =
      "No probe, fact or ledger depends on service web: nothing shows that it works again. Add a"
          + " probe that asks it, such as `exec: {service: web, command: […]}`.";

  @ParameterizedTest
  @MethodSource("rows")
  void makes_a_strict_run_inconclusive(Row row) {
    row.check();
  }

  static Stream<Row> rows() {
    return Stream.of(
        strict(TRUE, "", "each service is asked or waited for", f -> {}),
        strict(UNKNOWN, WEB, "nothing asks web", f -> asks(f, FactsOf.ORDERS)),
        strict(TRUE, "", "db is asked through web alone", f -> asks(f, FactsOf.COUNT)),
        strict(
            UNKNOWN,
            "No probe, fact or ledger depends on service migrate: nothing shows that it did its"
                + " work. Add a fact that asks for what it makes.",
            "nobody waits for a job",
            f -> waits(f, "web", List.of())),
        strict(
            UNKNOWN,
            "What seemed to depend on service web was answered while it did not run (probe \"orders"
                + " are served\"): nothing shows that it works again.",
            "a probe passed before web was started",
            f -> Edits.passes(f, 9_000, 9_100, true)),
        strict(
            UNKNOWN,
            "depends on service migrate",
            "a probe passed without web, and nothing else leads to migrate",
            f -> Edits.passes(f, 9_000, 9_100, true)),
        strict(
            TRUE,
            "",
            "a probe passed a moment before web's start was heard",
            f -> Edits.passes(f, 11_700, 11_900, true)),
        strict(
            TRUE,
            "",
            "a probe passed after web was killed and before the loss was confirmed",
            f -> Edits.passes(f, 6_500, 6_600, true)),
        strict(
            TRUE,
            "",
            "a probe passed, and web was never gone",
            f -> {
              f.services.replaceAll(s -> s.name().equals("web") ? lost(s, false) : s);
              f.services.replaceAll(s -> s.name().equals("migrate") ? lost(s, false) : s);
              f.services.replaceAll(s -> s.name().equals("db") ? lost(s, false) : s);
              Edits.passes(f, 9_000, 9_100, true);
            }),
        strict(
            TRUE,
            "",
            "a probe passed while one of two replicas ran on",
            f -> {
              f.losses.removeIf(loss -> loss.name().equals("shop-web-1"));
              f.after.edit("shop-web-1", c -> c.id(Ids.hex("web-1old")));
              Edits.stayed(f, "shop-web-1", "running");
              f.services.replaceAll(s -> s.name().equals("web") ? s : lost(s, false));
              Edits.passes(f, 9_000, 9_100, true);
            }),
        strict(
            TRUE,
            "",
            "a fact asks web",
            f -> {
              asks(f, FactsOf.ORDERS);
              fact(f, When.AFTER, 17_000);
            }),
        strict(
            UNKNOWN,
            "(fact \"how many\")",
            "a fact was told while web did not run",
            f -> {
              asks(f, FactsOf.ORDERS);
              fact(f, When.GONE, 7_200);
            }),
        strict(
            TRUE,
            "",
            "the ledger writes through web",
            f -> {
              asks(f, FactsOf.ORDERS);
              f.ledger = new PlannedLedger("POST", "GET", 200, List.of(), List.of("web"));
              Edits.takesWrites(f);
            }),
        row(8, TRUE, "", "nothing asks web and nobody minds", f -> asks(f, FactsOf.ORDERS)));
  }

  @Test
  void is_listed_as_unproven_whatever_the_verdict() {
    FactsOf facts = FactsOf.honest();
    waits(facts, "migrate", List.of());
    asks(facts, FactsOf.ORDERS);
    asks(facts, FactsOf.COUNT);

    List<String> unproven = Judge.judge(facts.build()).unproven();

    assertEquals(
        List.of("db", "migrate", "web"),
        Stream.of("db", "migrate", "web")
            .filter(name -> unproven.stream().anyMatch(s -> s.contains("service " + name + ":")))
            .toList(),
        unproven::toString);
    assertEquals(Verdict.VERIFIED, Judge.judge(facts.build()).verdict());
  }

  @Test
  void tells_of_a_volume_that_was_not_lost() {
    FactsOf facts = FactsOf.honest();
    facts.losses.removeIf(loss -> loss.kind() == Loss.Kind.VOLUME);

    List<String> unproven = Judge.judge(facts.build()).unproven();

    assertEquals(
        1,
        unproven.stream().filter(s -> s.startsWith("Volume shop_orders was not lost")).count(),
        unproven::toString);
  }

  private static Row strict(
      dev.coppice.evidence.Outcome outcome,
      String reason,
      String when,
      java.util.function.Consumer<FactsOf> edit) {
    return row(
        8,
        outcome,
        reason,
        when,
        f -> {
          f.demands = new Demands(null, true);
          edit.accept(f);
        });
  }

  /** A probe of which nobody knows what it asks. */
  private static void asks(FactsOf facts, String probe) {
    facts.replan(
        probe,
        p ->
            new PlannedProbe(
                p.name(),
                p.kind(),
                false,
                p.outside(),
                p.reads(),
                p.everyMs(),
                p.timeoutMs(),
                p.asks()));
  }

  private static void waits(FactsOf facts, String service, List<String> waitsFor) {
    facts.services.replaceAll(
        s ->
            s.name().equals(service)
                ? new ExpectedService(
                    s.name(),
                    s.replicas(),
                    s.oneShot(),
                    s.healthCheck(),
                    s.image(),
                    s.digest(),
                    s.lost(),
                    waitsFor)
                : s);
  }

  private static ExpectedService lost(ExpectedService s, boolean lost) {
    return new ExpectedService(
        s.name(),
        s.replicas(),
        s.oneShot(),
        s.healthCheck(),
        s.image(),
        s.digest(),
        lost,
        s.waitsFor());
  }

  private static void fact(FactsOf facts, When when, double at) {
    facts.facts.add(new PlannedFact("how many", "http", "GET /", null, List.of(), List.of("web")));
    facts.readings.add(new FactReading("how many", when, at, at + 5, "7", "sha", null));
  }
}
