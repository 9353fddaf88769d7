package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Verdict;
import dev.coppice.lab.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the rescue copies are good for where the backup brings nobody back, and where they fail. */
class LastResortIT {

  /** Written after the backup was made. */
  private static final String LATER = "1 walden\n2 emma\n3 ulysses\n";

  private static final String RESTORE = "cat > /data/orders.txt";
  private static final String BOUND = "timeout: 60s";

  @TempDir private Path own;
  private Coppice coppice;

  @BeforeEach
  void a_tool() {
    coppice = new Coppice(TestEngine.shared().endpoint(), own);
  }

  @Test
  void max_downtime_raises_a_stack_that_compose_rebuilds_from_the_copies() {
    try (Shop shop = new Shop("drill-last-compose", 8167)) {
      shop.isReady(coppice);
      shop.put(LATER);
      String scenario =
          shop.scenario(
              "bounded",
              "rebuild: native",
              "rebuild: compose",
              RESTORE,
              RESTORE + "; sleep 600",
              BOUND,
              BOUND + "\nmax-downtime: 15s");

      isRaisedFromTheCopies(shop, scenario);
    }
  }

  @Test
  void max_downtime_opens_a_gate_that_the_backup_never_opens() throws IOException {
    try (Shop shop = new Shop("drill-last-gate", 8168)) {
      Path compose = shop.folder.resolve("compose.yaml");
      Files.writeString(
          compose,
          Files.readString(compose)
              .replace("test: [CMD, test, -d, /data]", "test: [CMD, test, -e, /data/marker]"));
      // The marker is in the volume and in its copy, and in no backup.
      shop.compose("create");
      shop.engine.docker(
          "run",
          "--rm",
          "-v",
          shop.volume() + ":/data",
          TestEngine.BUSYBOX,
          "touch",
          "/data/marker");
      shop.compose("up", "-d", "--quiet-pull");
      shop.put(Shop.ORDERS);
      shop.isReady(coppice);
      shop.put(LATER);
      String scenario = shop.scenario("gate", BOUND, BOUND + "\nmax-downtime: 15s");

      isRaisedFromTheCopies(shop, scenario);
    }
  }

  private void isRaisedFromTheCopies(Shop shop, String scenario) {
    Coppice.Ended ended = coppice.run("run", scenario, "--confirm", shop.target());

    ended.judged(1, Verdict.NOT_VERIFIED);
    ended.said(1, "max-downtime of 15.0 s", "raised from its rescue copies");
    assertEquals(LATER, shop.served());
    assertEquals(4, shop.running().size());
    assertEquals(List.of(), shop.paused());
    coppice.run("resume").said(0, "Nothing to resume");
  }

  @Test
  void a_putting_back_that_fails_leaves_the_stack_with_the_backup_and_names_the_undo()
      throws IOException {
    try (Shop shop = new Shop("drill-last-back", 8169)) {
      shop.isReady(coppice);
      shop.put(LATER);
      Path copies = own.resolve("state/coppice/rescue");
      String damage =
          "after: [[sh, -c, \"for f in %s/*/*.tar; do cp $f $f.kept; echo x >> $f; done\"]]"
              .formatted(copies);
      String scenario =
          shop.scenario(
              "back", BOUND, BOUND + "\nafterwards: put-back", "backups:", damage + "\nbackups:");

      Coppice.Ended ended = coppice.run("run", scenario, "--confirm", shop.target());

      String run = ended.judged(1, Verdict.VERIFIED).run();
      ended.said(
          1,
          "THE DATA OF THE RESCUE COPIES OF RUN " + run + " WAS NOT PUT BACK: ",
          "cannot be put back",
          "The stack stands as the run left it. Mend that, then: coppice undo " + run);
      assertEquals(Shop.ORDERS, shop.served());
      assertEquals(4, shop.running().size());
      coppice.run("status").said(0, "coppice undo " + run);

      try (Stream<Path> files = Files.list(copies.resolve(run))) {
        for (Path kept : files.filter(file -> file.toString().endsWith(".kept")).toList()) {
          Files.move(
              kept,
              Path.of(kept.toString().replace(".kept", "")),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
      Coppice.Ended undone = coppice.run("undo", run, "--confirm", shop.target());
      assertTrue(undone.exit() <= 1, undone::toString);
      assertEquals(LATER, shop.served());
    }
  }
}
