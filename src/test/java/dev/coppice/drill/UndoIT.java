package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rescue copies that bring back what a backup does not hold, and how they are given up. */
class UndoIT {

  /** Written after the backup was made; the probes ask for three orders. */
  private static final String LATER = "1 walden\n2 emma\n3 ulysses\n";

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;

  @BeforeAll
  static void a_shop_with_its_lock_and_backup() {
    shop = new Shop("drill-undo", 8109);
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
  void brings_back_after_a_finished_run_what_was_written_after_the_backup() throws IOException {
    shop.put(LATER);
    inside(
        "cd /data && echo secret > note && chown 1234:4321 note && chmod 640 note"
            + " && touch -d '2001-02-03 04:05:06' note && ln -s note alias && ln note twin"
            + " && dd if=/dev/zero of=hole bs=1 count=1 seek=20M 2>/dev/null");
    String before = files();
    coppice.run("run", shop.scenario("undone"), "--confirm", shop.target()).verified();
    assertEquals(Shop.ORDERS, shop.served());
    String run = runs().get(0);

    coppice.run("undo", run).said(3, "no terminal", "--confirm " + shop.target());
    assertEquals(Shop.ORDERS, shop.served());
    assertEquals(1, runs().size());

    coppice
        .run("undo", run, "--confirm", shop.target())
        .said(0, "what is in volume " + shop.volume() + " now is kept: ", "/state/coppice/rescue/");

    assertEquals(LATER, shop.served());
    assertEquals(before, files());
    assertEquals(4, shop.running().size());
    coppice.run("resume").said(0, "Nothing to resume");
    assertEquals(2, runs().size());
    releases(run);
  }

  private void releases(String run) {
    Path copy = own.resolve("state/coppice/rescue/" + run + "/" + shop.volume() + ".tar");
    assertTrue(Files.isRegularFile(copy));
    coppice
        .run("status")
        .said(0, "Nothing runs", "rescue copies of run " + run, "all rescue copies hold ");
    coppice.run("release", run).said(0, "released: volume " + shop.volume() + ", " + copy);
    assertFalse(Files.exists(copy.getParent()), "something of it is left");
    coppice.run("undo", run, "--confirm", shop.target()).said(3, "has no rescue copies");
    assertEquals(LATER, shop.served());
    coppice.run("release", run).said(0, "nothing to release");
    coppice.run("release", "20010203-040506-abcd").said(2, "no run 20010203-040506-abcd");
  }

  @Test
  void is_done_after_the_verdict_where_the_scenario_wants_it() throws IOException {
    shop.put(LATER);
    String scenario = shop.scenario("back", "timeout: 60s", "timeout: 60s\nafterwards: put-back");
    coppice.run("plan", scenario).said(0, "after the verdict their data is put back");

    Coppice.Ended ended = coppice.run("run", scenario, "--confirm", shop.target());

    Evidence evidence = ended.verified();
    ended.said(0, "was put back by run ", "what is in volume " + shop.volume() + " now is kept: ");
    assertEquals("run", evidence.command());
    assertEquals(LATER, shop.served());
    assertEquals(2, runs().size());
    assertTrue(report(ended).contains("was put back by run " + runs().get(1)), "the report");
    assertFalse(coppice.run("status").said(0, "Nothing runs").out().contains("was not done"));

    shop.put(Shop.ORDERS);
    shop.scenario("back", "timeout: 60s", "timeout: 60s\nrescue-max-age: 1s");
    coppice
        .run("run", scenario, "--confirm", shop.target())
        .said(
            0,
            "rescue copy of run " + runs().get(0) + " is older than rescue-max-age and given up",
            "rescue copy of run " + runs().get(1) + " is older than rescue-max-age and given up",
            "the rescue copies of all runs hold ");
    coppice.run("undo", runs().get(0)).said(3, "has no rescue copies");
    coppice.run("release", runs().get(2)).said(0, "released: volume " + shop.volume());
  }

  private static String report(Coppice.Ended ended) throws IOException {
    String[] lines = ended.out().strip().split("\n");
    return Files.readString(Path.of(lines[lines.length - 1].substring("report: ".length())));
  }

  @Test
  void is_the_way_back_for_a_run_that_was_killed_after_its_impact() throws IOException {
    shop.put(LATER);
    Coppice.Going going = coppice.start("run", shop.scenario("killed"), "--confirm", shop.target());
    going.says("await data-1 healthy  ");
    going.kill();
    going.ended();
    String run = runs().get(0);
    coppice.run("release", run).said(3, "run " + run + " is unfinished", "coppice resume " + run);
    Coppice.Going undo = coppice.start("undo", run, "--confirm", shop.target());
    undo.says("create volume orders  ");
    undo.kill();
    undo.ended();
    String undoing = runs().get(1);
    coppice.run("release", run).said(3, "unfinished");
    coppice.run("resume", run).said(3, "being undone", "coppice resume " + undoing);
    coppice.run("status").said(4, "run " + run, "run " + undoing, "coppice resume " + undoing);

    Coppice.Ended undone = coppice.run("resume");

    assertTrue(undone.exit() == 0 || undone.exit() == 1, undone::toString);
    assertEquals(LATER, shop.served());
    assertEquals(4, shop.running().size());
    coppice.run("resume").said(0, "Nothing to resume");
    coppice.run("resume", run).said(0, "Nothing to resume");
  }

  @Test
  void takes_the_place_of_a_restore_that_hangs_once_max_downtime_is_over() throws IOException {
    shop.put(LATER);
    String scenario =
        shop.scenario(
            "hangs",
            "cat > /data/orders.txt",
            "cat > /data/orders.txt; sleep 600",
            "timeout: 60s",
            "timeout: 60s\nmax-downtime: 15s");
    coppice
        .run("plan", scenario)
        .said(0, "after 15.0 s without steady state: the stack is raised from the rescue copies");

    Coppice.Ended ended = coppice.run("run", scenario, "--confirm", shop.target());

    Evidence evidence = ended.judged(1, Verdict.NOT_VERIFIED);
    ended.said(1, "max-downtime of 15.0 s", "raised from its rescue copies");
    assertEquals(Outcome.FALSE, Coppice.Ended.outcome(evidence, 8));
    assertEquals(LATER, shop.served());
    assertEquals(4, shop.running().size());
    coppice.run("resume").said(0, "Nothing to resume");
  }

  @Test
  void goes_on_from_the_copies_where_it_was_killed_on_its_way_from_them() throws IOException {
    shop.put(LATER);
    String scenario =
        shop.scenario(
            "turned",
            "cat > /data/orders.txt",
            "cat > /data/orders.txt; sleep 600",
            "timeout: 60s",
            "timeout: 60s\nmax-downtime: 8s");
    Coppice.Going going = coppice.start("run", scenario, "--confirm", shop.target());
    going.says("making volume " + shop.volume() + " anew");
    going.kill();
    going.ended();

    Coppice.Ended ended = coppice.run("resume");

    ended.judged(1, Verdict.NOT_VERIFIED);
    ended.said(1, "max-downtime of 8.0 s", "raised from its rescue copies");
    assertEquals(LATER, shop.served());
    coppice.run("resume").said(0, "Nothing to resume");
  }

  @Test
  void refuses_where_there_is_nothing_to_put_back() throws IOException {
    String before = shop.everything();
    coppice.run("undo", "20010203-040506-abcd").said(2, "no run 20010203-040506-abcd is known");
    coppice.run("undo", "../runs").said(2, "no run ../runs is known");
    Coppice.Going going = coppice.start("run", shop.scenario("early"), "--confirm", shop.target());
    going.says("  baseline:");
    going.term();
    going.ended();
    String run = runs().get(0);

    coppice.run("undo", run, "--confirm", shop.target()).said(3, "has no rescue copies");

    assertEquals(before, shop.everything());
  }

  private static String inside(String script) {
    return shop.engine.docker("exec", shop.container("data", 1), "sh", "-c", script);
  }

  /** Owners, modes, times, links, sizes and the content of what is in the volume. */
  private static String files() {
    return inside(
        "cd /data && stat -c '%n %F %u:%g %a %h %s %Y' note alias twin hole"
            + " && md5sum note hole && readlink alias");
  }

  private List<String> runs() throws IOException {
    try (Stream<Path> runs = Files.list(own.resolve("state/coppice/runs"))) {
      return runs.map(run -> run.getFileName().toString()).sorted().toList();
    }
  }
}
