package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.journal.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guardians of what is not a drill: each finishes what was killed with its whole group. */
class GuardedIT {

  /** Written after the backup was made. */
  private static final String LATER = "1 walden\n2 emma\n3 ulysses\n";

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;

  @BeforeAll
  static void a_shop() {
    shop = new Shop("drill-guarded", 8171);
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
  void a_recovery_is_finished() throws IOException {
    shop.lost();
    killed(
        coppice.startAsGroup("recover", shop.scenario("guarded"), "--guardian"),
        "await data-1 healthy  ");

    awaitEnd();

    assertEquals(Shop.ORDERS, shop.served());
    coppice.run("resume").said(0, "Nothing to resume");
  }

  @Test
  void an_undo_is_finished() throws IOException {
    shop.put(LATER);
    String run =
        coppice.run("run", shop.scenario("undone"), "--confirm", shop.target()).verified().run();
    killed(
        coppice.startAsGroup("undo", run, "--confirm", shop.target(), "--guardian"),
        "create volume orders  ");

    awaitEnd();

    assertEquals(LATER, shop.served());
    coppice.run("resume").said(0, "Nothing to resume");
    shop.put(Shop.ORDERS);
  }

  @Test
  void a_resumption_is_finished() throws IOException {
    killed(
        coppice.startAsGroup("run", shop.scenario("resumed"), "--confirm", shop.target()),
        "remove " + shop.container("web", 1) + "  ");
    killed(coppice.startAsGroup("resume", "--guardian"), "await data-1 healthy  ");

    awaitEnd();

    assertEquals(Shop.ORDERS, shop.served());
    coppice.run("resume").said(0, "Nothing to resume");
  }

  private static void killed(Coppice.Going going, String at) {
    going.says(at);
    going.killGroup();
    going.ended();
  }

  /** The end of the last run, of which nobody is there to tell but its journal. */
  private void awaitEnd() throws IOException {
    String run;
    try (Stream<Path> runs = Files.list(own.resolve("state/coppice/runs"))) {
      run =
          runs.map(folder -> folder.getFileName().toString()).sorted().toList().stream()
              .reduce((earlier, later) -> later)
              .orElseThrow();
    }
    Path folder = own.resolve("state/coppice/runs").resolve(run);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> Files.readString(folder.resolve("journal.ndjson")).contains("\"kind\":\"END\""));
    Coppice.awaitNobodyOn(run);
    String log = Files.readString(folder.resolve("guardian.log"));
    assertTrue(log.contains("ended without a word"), log);
    int exit =
        PastRun.read(new State(own.resolve("state/coppice")), run).orElseThrow().exit().orElse(-1);
    assertTrue(exit == 0 || exit == 1, log);
  }
}
