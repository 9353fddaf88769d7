package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drills after which the data is not what it was. The honest twin of all of them is the first: the
 * same stack and scenario, with fact, ledger and trial, without the one lie.
 */
class LyingDataIT {

  private static final String OBJECTIVES = "objectives:\n";
  private static final String RESTORING = "\"cat > /data/orders.txt\"";
  private static final String HOW_MANY =
      "  - {name: how many orders, exec: {service: data, command: [grep, -c, ., /data/orders.txt]},"
          + " reads: [orders]}\n";
  private static final String LEDGER =
      """
      ledger:
        write: {exec: {service: data, command: [sh, -c, "echo {{token}} >> /data/ledger.txt"]}}
        read: {exec: {service: data, command: [sh, -c, "touch /data/ledger.txt; grep {{token}} /data/ledger.txt; true"]}}
        every: 500ms
        timeout: 10s
      """;

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;

  @BeforeAll
  static void a_shop_with_its_lock_and_backup() {
    shop = new Shop("drill-lying-data", 8181);
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

  @Test
  void the_honest_twin_is_verified() {
    Evidence evidence =
        start("honest", OBJECTIVES, facts(HOW_MANY) + LEDGER + OBJECTIVES + "  rpo: 1h\n")
            .ended()
            .verified();

    assertEquals("3", evidence.facts().get(0).after());
    assertFalse(evidence.rpa().lost().isEmpty(), "they were written after the backup");
  }

  @Test
  void a_backup_of_an_older_state_under_the_same_name_is_found_out_before_anything_is_lost() {
    older();
    String before = shop.everything();

    start("stale-tried", OBJECTIVES, facts(HOW_MANY) + OBJECTIVES)
        .ended()
        .said(3, "how many orders");

    assertEquals(before, shop.everything());
  }

  @Test
  void a_backup_of_an_older_state_that_nobody_tried_is_found_out_by_its_reader() {
    older();
    Evidence evidence =
        start("stale", "timeout: 60s", "timeout: 15s").ended().judged(4, Verdict.NOT_VERIFIED);

    Liar.caught(evidence, 9, Outcome.FALSE, "\"all orders are there\"");
  }

  /** The backup holds two of three orders; its manifest says nothing wrong of it. */
  private void older() {
    shop.put("1 walden\\n2 emma\\n");
    coppice.run("backup", shop.scenario("older")).said(0, "backup: orders ");
    shop.put("1 walden\\n2 emma\\n3 dracula\\n");
  }

  @Test
  void a_restore_that_restores_nothing_is_found_out_when_it_is_tried() {
    String before = shop.everything();

    start(
            "tried-nothing",
            RESTORING,
            "\"cat > /dev/null\"",
            OBJECTIVES,
            facts(HOW_MANY) + OBJECTIVES)
        .ended()
        .said(3, "how many orders");

    assertEquals(before, shop.everything());
  }

  @Test
  void a_fact_that_was_zero_before_proves_nothing() {
    String none =
        "  - {name: orders of nobody, exec: {service: data, command: [sh, -c, \"grep -c nobody"
            + " /data/orders.txt; true\"]}, reads: [orders]}\n";
    Evidence evidence =
        start("zero", OBJECTIVES, facts(none) + OBJECTIVES).ended().judged(1, Verdict.INCONCLUSIVE);

    Liar.caught(evidence, 9, Outcome.UNKNOWN, "\"orders of nobody\" was \"0\" before");
  }

  @Test
  void a_fact_that_differs_after_it_is_told_with_both_values() {
    String who = "  - {name: who serves, exec: {service: data, command: [hostname]}}\n";
    Evidence evidence =
        start("differs", OBJECTIVES, facts(who) + OBJECTIVES)
            .ended()
            .judged(1, Verdict.NOT_VERIFIED);

    Liar.caught(evidence, 9, Outcome.FALSE, "Fact \"who serves\" was");
  }

  @Test
  void acknowledged_writes_that_vanish_miss_the_objective() {
    Evidence evidence =
        start("vanish", OBJECTIVES, LEDGER + OBJECTIVES + "  rpo: 1s\n")
            .ended()
            .judged(1, Verdict.NOT_VERIFIED);

    assertEquals(evidence.rpa().acknowledged(), evidence.rpa().lostWrites());
    Liar.caught(evidence, 11, Outcome.FALSE, "Objective rpo of 1.0 s is not met");
  }

  @Test
  void a_ledger_that_acknowledges_and_keeps_nothing_is_refused() {
    start(
            "keeps-nothing",
            OBJECTIVES,
            LEDGER.replace(">> /data/ledger.txt", "> /dev/null") + OBJECTIVES)
        .ended()
        .said(3, "the ledger does not find what it has just written");
  }

  /** It must not be cut down for nothing. */
  @Test
  void the_honest_twin_that_stumbles_while_the_ledger_begins_is_waited_for() {
    String stumble =
        "if test ! -e /data/once; then touch /data/once; mv /data/orders.txt /data/away; sleep 3;"
            + " mv /data/away /data/orders.txt; fi; echo {{token}}";

    start(
            "stumble",
            RESTORING,
            "\"cat > /data/orders.txt; touch /data/once\"",
            OBJECTIVES,
            LEDGER.replace("echo {{token}}", stumble) + OBJECTIVES)
        .ended()
        .verified();
  }

  @Test
  void a_stack_that_comes_back_and_takes_no_writes_is_found_out() {
    Evidence evidence =
        start(
                "frozen",
                RESTORING,
                "\"cat > /data/orders.txt; touch /data/frozen\"",
                OBJECTIVES,
                LEDGER.replace("echo {{token}}", "test ! -e /data/frozen && echo {{token}}")
                    + OBJECTIVES)
            .ended()
            .judged(1, Verdict.NOT_VERIFIED);

    Liar.caught(evidence, 8, Outcome.FALSE, "The stack takes no writes");
  }

  @Test
  void an_answer_of_200_with_an_error_in_it_is_no_answer() {
    Evidence evidence =
        start(
                "error-body",
                RESTORING,
                "\"for i in 1 2 3; do echo error: no orders; done > /data/orders.txt\"",
                "timeout: 60s",
                "timeout: 15s")
            .ended()
            .judged(4, Verdict.NOT_VERIFIED);

    Liar.caught(evidence, 8, Outcome.FALSE, "\"an order is served\"");
  }

  @Test
  void an_old_volume_that_comes_back_in_the_stacks_name_is_not_the_new_one() {
    Coppice.Going going = start("old-volume");
    going.says("remove volume " + shop.volume() + "  ");
    shop.engine.docker(
        "volume",
        "create",
        "--label",
        "com.docker.compose.project=" + shop.project,
        "--label",
        "com.docker.compose.volume=orders",
        shop.volume());

    Evidence evidence = going.ended().evidence();

    assertEquals(Verdict.NOT_VERIFIED, evidence.verdict());
    Liar.caught(evidence, 4, Outcome.FALSE, "Volume orders does not carry this run's nonce");
  }

  private static String facts(String items) {
    return "facts:\n" + items;
  }

  private Coppice.Going start(String name, String... edits) {
    return coppice.start("run", shop.scenario(name, edits), "--confirm", shop.target());
  }
}
