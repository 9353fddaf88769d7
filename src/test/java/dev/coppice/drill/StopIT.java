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

/** Runs that somebody wants to stop, by a signal, from another shell or by the scenario itself. */
class StopIT {

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;

  @BeforeAll
  static void a_shop_with_its_lock_and_backup() {
    shop = new Shop("drill-stop", 8121);
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
  void signals_while_writers_are_held_leave_everything_as_it_was() {
    String before = shop.everything();
    Coppice.Going going = start("hold");
    going.says("hold " + shop.container("data", 1) + "  ");
    going.signal("HUP");
    going.says("HUP: ");
    going.signal("INT");

    Coppice.Ended ended = going.ended();

    // A busy machine may be past its point of no return by the time that the signal arrives.
    if (ended.exit() == 3) {
      ended.said(3, "stopped before impact by signal HUP");
      assertEquals(before, shop.everything());
    } else {
      ended.said(ended.exit(), "the recovery goes on");
    }
    assertEquals(List.of(), shop.paused());
    shop.awaitServed();
  }

  @Test
  void every_signal_after_impact_is_answered_while_the_stack_is_brought_back() throws IOException {
    Coppice.Going going =
        start(
            "signals",
            "keeps",
            "before: [[sh, -c, 'echo before $COPPICE_RUN']]\nafter: [[sh, -c, 'echo after $COPPICE_RUN']]\n");
    going.says("remove " + shop.container("web", 1) + "  ");
    going.signal("INT");
    going.says("INT: asked to stop after impact: the recovery goes on");
    going.signal("TERM");
    going.says("TERM: asked to stop after impact: the recovery goes on");
    going.signal("HUP");
    going.says("HUP: asked to stop after impact: the recovery goes on");

    Coppice.Ended ended = going.ended();

    assertTrue(ended.exit() == 0 || ended.exit() == 1, ended::toString);
    ended.said(ended.exit(), "coppice resume " + run());
    assertEquals(Shop.ORDERS, shop.served());
    assertEquals(4, shop.running().size());
    assertEquals("before " + run() + "\n", log(ended, "before-1.log"));
    assertEquals("after " + run() + "\n", log(ended, "after-1.log"));
  }

  @Test
  void a_full_pipe_that_nobody_reads_stops_no_drill() {
    Coppice.Going going =
        coppice.startUnread("run", shop.scenario("unread"), "--confirm", shop.target());

    assertEquals(0, going.ended().exit());

    assertEquals(Shop.ORDERS, shop.served());
    assertEquals(4, shop.running().size());
  }

  @Test
  void a_command_that_fails_before_the_drill_refuses_it_and_the_end_is_done_all_the_same()
      throws IOException {
    String before = shop.everything();

    start(
            "refused",
            "keeps",
            "before: [[sh, -c, 'echo no such alert >&2; exit 7']]\nafter: [[touch, ended]]\n")
        .ended()
        .said(3, "the before command sh failed with exit code 7: no such alert");

    assertTrue(Files.deleteIfExists(shop.folder.resolve("ended")));
    assertEquals(before, shop.everything());
    coppice.run("resume").said(0, "Nothing to resume");
  }

  @Test
  void halted_from_another_shell_before_impact_it_ends_with_everything_as_it_was() {
    String before = shop.everything();
    coppice.run("halt").said(0, "Nothing to halt");
    Coppice.Going going = start("waits", "contains: walden", "contains: ulysses");
    going.says("  baseline:");

    coppice.run("halt").said(0, "is asked to stop");

    going.ended().said(3, "stopped before impact by `coppice halt` of ");
    assertEquals(before, shop.everything());
  }

  @Test
  void halted_by_its_scenario_after_impact_it_loses_no_more_and_is_brought_back()
      throws IOException {
    String volume = volume();
    String gone =
        "test -z \"$(docker ps -aq --filter name=%s)\"".formatted(shop.container("data", 1));
    Coppice.Ended ended =
        start("halts", "keeps", "halt-if: {command: [sh, -c, '" + gone + "'], timeout: 1m}\n")
            .ended();

    Evidence evidence = ended.judged(1, Verdict.NOT_VERIFIED);

    assertEquals(Outcome.FALSE, Coppice.Ended.outcome(evidence, 3));
    assertTrue(evidence.toString().contains("was halted by `halt-if` command sh"), ended::toString);
    assertEquals(volume, volume());
    assertEquals(Shop.ORDERS, shop.served());
    assertEquals(4, shop.running().size());
    assertFalse(shop.running().isEmpty());
    coppice.run("resume").said(0, "Nothing to resume");
  }

  private static String volume() {
    return shop.engine.docker("volume", "inspect", "-f", "{{json .Labels}}", shop.volume());
  }

  /** Starts a drill; after the word {@code keeps} come lines that are added at the top level. */
  private Coppice.Going start(String name, String... edits) {
    String[] changes =
        edits.length > 0 && edits[0].equals("keeps")
            ? new String[] {"objectives:\n", edits[1] + "objectives:\n"}
            : edits;
    return coppice.start("run", shop.scenario(name, changes), "--confirm", shop.target());
  }

  private static String log(Coppice.Ended ended, String name) throws IOException {
    String[] lines = ended.out().strip().split("\n");
    Path report = Path.of(lines[lines.length - 1].substring("report: ".length()));
    return Files.readString(report.resolveSibling("logs").resolve(name));
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
