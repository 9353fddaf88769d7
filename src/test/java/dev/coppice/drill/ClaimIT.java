package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.lab.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run at a time on a stack and its engine, whatever machine the others are on. */
class ClaimIT {

  private static final String ELSEWHERE = "20260101-000000-beef";

  private static TestEngine engine;
  private static Shop shop;

  @TempDir private Path own;

  @BeforeAll
  static void a_shop_on_an_engine_of_its_own() {
    engine = TestEngine.fresh();
    shop = new Shop(engine, "drill-claim", 8162);
  }

  @BeforeEach
  void stands() {
    shop.isReady(machine("ready"));
  }

  @AfterAll
  static void leaves_nothing() {
    shop.close();
    engine.close();
  }

  @Test
  void of_twenty_starts_at_once_one_runs_and_the_others_say_which() {
    String scenario = waiting("twenty");
    List<Coppice> machines =
        IntStream.range(0, 5).mapToObj(machine -> machine("m" + machine)).toList();
    List<Coppice.Going> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(machines.get(i % 5).start("run", scenario, "--confirm", shop.target()));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(150))
        .pollInterval(Duration.ofMillis(100))
        .dontCatchUncaughtExceptions()
        .until(() -> all.stream().filter(Coppice.Going::isAlive).count() <= 1);
    List<String> ids = machines.stream().flatMap(machine -> runs(machine).stream()).toList();
    Coppice.Going one = all.stream().filter(Coppice.Going::isAlive).findFirst().orElse(null);
    List<Coppice.Ended> others =
        all.stream().filter(going -> going != one).map(Coppice.Going::ended).toList();
    assertTrue(one != null, () -> "nobody runs: " + others);
    assertEquals(1, ids.size(), ids::toString);

    others.forEach(other -> other.said(3, "is held by", "run " + ids.get(0) + " of "));
    assertEquals(List.of("coppice-lock-drill-claim"), locks());
    engine.docker("container", "prune", "-f");
    assertEquals(List.of(), locks(), "a prune takes what does not run");
    goOn();

    Coppice.Ended ended = one.ended();
    ended.said(0, "somebody removed the lock of this run; it was made again");
    assertEquals(Shop.ORDERS, shop.served());
    leavesNoLock();
  }

  @Test
  void a_killed_run_keeps_its_lock_until_it_is_resumed_or_unlocked() {
    String scenario = waiting("killed");
    Coppice here = machine("here");
    Coppice there = machine("there");
    Coppice.Going going = here.start("run", scenario, "--confirm", shop.target());
    going.says("  baseline:");
    String id = runs(here).get(0);
    String held = "held by";

    here.run("unlock", "--run", id).said(3, "run " + id, "that process lives");
    there.run("unlock", "--run", id).said(3, "run " + id, "that process lives", "wait for");
    there.run("unlock", "--run", "20260101-000000-0000").said(2, "none locks anything");
    going.kill();
    going.ended();

    here.run("run", scenario, "--confirm", shop.target())
        .said(3, held, "run " + id, "unfinished", "coppice resume " + id);
    there
        .run("run", scenario, "--confirm", shop.target())
        .said(3, held, "run " + id, "that process has ended", "coppice unlock --run " + id);
    there.run("unlock", "--run", id).said(0, "run " + id, "cleared: container coppice-lock-");
    leavesNoLock();
    there.run("unlock", "--run", id).said(2, "none locks anything");
    here.run("unlock", "--run", id).said(0, "Nothing is locked by run", "coppice resume " + id);
    here.run("resume", id).said(3, "died before its impact");
    leavesNoLock();
    assertEquals(Shop.ORDERS, shop.served());
  }

  @Test
  void a_lock_of_another_machine_is_cleared_only_by_whoever_knows_that_it_is_dead() {
    engine.docker(
        "create",
        "--name",
        "coppice-lock-drill-claim",
        "--label=dev.coppice.lock=drill-claim",
        "--label=dev.coppice.run=" + ELSEWHERE,
        "--label=dev.coppice.nonce=n",
        "--label=dev.coppice.holder.run=" + ELSEWHERE,
        "--label=dev.coppice.holder.user=ann",
        "--label=dev.coppice.holder.host=hill",
        "--label=dev.coppice.holder.place=elsewhere",
        "--label=dev.coppice.holder.pid=1",
        "--label=dev.coppice.holder.since=2026-01-01T00:00:00Z",
        TestEngine.BUSYBOX);
    Coppice here = machine("here");

    here.run("run", shop.scenario("elsewhere"), "--confirm", shop.target())
        .said(3, "run " + ELSEWHERE + " of ann@hill", "cannot be told", "--confirm " + ELSEWHERE);
    here.run("unlock", "--run", ELSEWHERE).said(3, "ann@hill", "--confirm " + ELSEWHERE);
    assertEquals(List.of("coppice-lock-drill-claim"), locks());
    here.run("unlock", "--run", ELSEWHERE, "--confirm", ELSEWHERE).said(0, "ann@hill", "cleared");

    leavesNoLock();
  }

  /** A drill that stands still before its impact until {@link #goOn()}. */
  private static String waiting(String name) {
    try {
      Files.deleteIfExists(shop.folder.resolve("go"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return shop.scenario(
        name,
        "objectives:\n",
        "before: [[sh, -c, 'until test -e go; do sleep 0.2; done']]\nobjectives:\n");
  }

  private static void goOn() {
    try {
      Files.createFile(shop.folder.resolve("go"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody's own state folder, as on a machine of its own. */
  private Coppice machine(String name) {
    try {
      return new Coppice(engine.endpoint(), Files.createDirectories(own.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> runs(Coppice machine) {
    Path folder = machine.folder().resolve("state/coppice/runs");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> runs = Files.list(folder)) {
      return runs.map(run -> run.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> locks() {
    return Shop.lines(
        engine.docker("ps", "-a", "--filter", "name=coppice-lock", "--format", "{{.Names}}"));
  }

  private static void leavesNoLock() {
    assertEquals(List.of(), locks());
    assertEquals("", engine.docker("images", "-q", "coppice/empty").strip());
  }
}
