package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Verdict;
import dev.coppice.journal.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that fail, are killed or are asked to stop, and how they end all the same. */
class ResumeIT {

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;

  @BeforeAll
  static void a_shop_with_its_lock_and_backup() {
    shop = new Shop("drill-resume", 8106);
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
  void a_rebuild_that_fails_is_left_as_it_is_and_finished_once_the_cause_is_mended()
      throws IOException {
    Coppice.Going going = start();
    going.says("  destroy:");
    shop.engine.docker("kill", "bystander-registry");
    Coppice.Ended failed;
    try {
      failed = going.ended();
      failed.said(4, "Everything is left in place", "coppice resume " + run());
      failed.judged(4, Verdict.NOT_VERIFIED);
      assertFalse(
          shop.engine.docker("volume", "ls", "-q", "--filter", "name=" + shop.volume()).isEmpty());
      start("again").ended().said(3, "run " + run() + " of this stack is unfinished");
      coppice.run("resume", run()).said(4, "cannot go on yet", "coppice resume " + run());
    } finally {
      shop.engine.docker("start", "bystander-registry");
    }

    Evidence evidence = coppice.run("resume", run()).judged(1, Verdict.NOT_VERIFIED);

    assertTrue(evidence.interrupted());
    assertFalse(evidence.objectives().stream().anyMatch(o -> o.name().equals("rto") && o.met()));
    assertEquals(Shop.ORDERS, shop.served());
    assertEquals(4, shop.running().size());
    coppice.run("resume", run()).said(0, "Nothing to resume");
    coppice.run("resume").said(0, "Nothing to resume");
  }

  @Test
  void killed_while_writers_are_held_is_cleared_away_and_nothing_was_lost() throws IOException {
    String before = shop.everything();
    Coppice.Going going = start();
    going.says("hold " + shop.container("data", 1) + "  ");
    going.kill();
    going.ended();
    assertEquals(List.of(shop.container("data", 1)), shop.paused(), "it died too late");
    start("again").ended().said(3, "unfinished", "coppice resume " + run());

    coppice.run("resume").said(3, "died before its impact");

    assertEquals(List.of(), shop.paused());
    assertEquals(before, shop.everything());
    shop.awaitServed();
    coppice.run("resume").said(0, "Nothing to resume");
  }

  @Test
  void killed_right_after_impact_is_brought_back_with_its_data() throws IOException {
    Coppice.Going going = start();
    going.says("remove " + shop.container("web", 1) + "  ");
    going.kill();
    going.ended();

    Evidence evidence = coppice.run("resume").judged(1, Verdict.NOT_VERIFIED);

    assertTrue(evidence.interrupted());
    assertEquals(Shop.ORDERS, shop.served());
    assertEquals(4, shop.running().size());
    assertEquals(List.of(), shop.paused());
    coppice.run("resume", run()).said(0, "Nothing to resume");
  }

  @Test
  void killed_in_the_middle_of_the_rebuild_is_brought_back_with_its_data() {
    Coppice.Going going = start();
    going.says("await data-1 healthy  ");
    going.kill();
    going.ended();

    Evidence evidence = coppice.run("resume").judged(1, Verdict.NOT_VERIFIED);

    assertTrue(evidence.interrupted());
    assertEquals(Shop.ORDERS, shop.served());
    assertEquals(4, shop.running().size());
  }

  @Test
  void killed_with_its_whole_group_while_writers_are_held_its_guardian_lets_them_go()
      throws IOException {
    String before = shop.everything();
    Coppice.Going going = guarded();
    going.says("hold " + shop.container("data", 1) + "  ");
    going.killGroup();
    going.ended();

    awaitEnd(3);

    assertEquals(List.of(), shop.paused());
    assertEquals(before, shop.everything());
    coppice.run("resume").said(0, "Nothing to resume");
  }

  @Test
  void killed_with_its_whole_group_after_impact_its_guardian_brings_the_stack_back()
      throws IOException {
    Coppice.Going going = guarded();
    going.says("remove " + shop.container("web", 1) + "  ");
    going.killGroup();
    going.ended();

    awaitEnd(1);

    assertEquals(Shop.ORDERS, shop.served());
    assertEquals(4, shop.running().size());
    coppice.run("resume").said(0, "Nothing to resume");
  }

  private Coppice.Going guarded() {
    return coppice.startAsGroup(
        "run", shop.scenario("guarded"), "--confirm", shop.target(), "--guardian");
  }

  /** Nobody is there to tell of it but the journal and the guardian's own log. */
  private void awaitEnd(int exit) throws IOException {
    Path folder = own.resolve("state/coppice/runs").resolve(run());
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> Files.readString(folder.resolve("journal.ndjson")).contains("\"kind\":\"END\""));
    Coppice.awaitNobodyOn(run());
    String log = Files.readString(folder.resolve("guardian.log"));
    assertTrue(log.contains("ended without a word"), log);
    assertEquals(
        exit,
        PastRun.read(new State(own.resolve("state/coppice")), run())
            .orElseThrow()
            .exit()
            .orElse(-1),
        log);
  }

  @Test
  void asked_to_end_after_impact_it_brings_the_stack_back_first() {
    Coppice.Going going = start();
    going.says("remove " + shop.container("web", 1) + "  ");
    going.term();
    going.term();
    Coppice.Ended ended = going.ended();

    // How far the disaster got decides between verified and not; the stack stands in any case.
    assertTrue(ended.exit() == 0 || ended.exit() == 1, ended::toString);
    assertEquals(ended.exit() == 0, ended.evidence().verdict() == Verdict.VERIFIED);
    assertEquals(Shop.ORDERS, shop.served());
    assertEquals(4, shop.running().size());
    coppice.run("resume").said(0, "Nothing to resume");
  }

  @Test
  void asked_to_end_before_impact_it_ends_with_everything_as_it_was() {
    String before = shop.everything();
    Coppice.Going going = start("waits", "contains: walden", "contains: ulysses");
    going.says("  baseline:");
    start("second").ended().said(3, "stack drill-resume is held by `coppice run", "wait for");
    assertTrue(going.isAlive());
    going.term();

    going.ended().said(3, "stopped before impact");

    assertEquals(List.of(), shop.paused());
    assertEquals(before, shop.everything());
    coppice.run("resume").said(0, "Nothing to resume");
  }

  private Coppice.Going start() {
    return start("resume");
  }

  private Coppice.Going start(String name, String... edits) {
    return coppice.start("run", shop.scenario(name, edits), "--confirm", shop.target());
  }

  /** The only run that this test began. */
  private String run() throws IOException {
    try (Stream<Path> runs = Files.list(own.resolve("state/coppice/runs"))) {
      List<String> ids = runs.map(run -> run.getFileName().toString()).toList();
      assertEquals(1, ids.size(), ids::toString);
      return ids.get(0);
    }
  }
}
