package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.faults.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that fill up under a run's records: the stack comes back, and it is told what is missing.
 */
class FullDiskIT {

  private static final String IMPACT = "journal.impact.after-fsync";

  private static Shop shop;

  @TempDir private Path own;
  private Coppice coppice;

  @BeforeAll
  static void a_shop_with_its_lock_and_backup() {
    shop = new Shop("drill-full", 8112);
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
  void under_the_reports_after_impact() {
    try (SmallDisk disk = new SmallDisk(own.resolve("reports"))) {
      Coppice.Ended ended = filledAtImpact(disk, disk.folder());
      ended.said(4, "No space left on device", "coppice resume");
      assertEquals(Shop.ORDERS, shop.served(), ended::toString);
      isBack();
      disk.free();
    }
    coppice.run("resume").said(1);
    isBack();
  }

  @Test
  void under_the_state_after_impact() {
    try (SmallDisk disk = new SmallDisk(own.resolve("state"))) {
      Coppice.Ended ended = filledAtImpact(disk, own.resolve("reports"));
      // What was set aside before the point of no return holds a small run's journal to its end.
      assertTrue(ended.exit() == 0 || ended.exit() == 1, ended::toString);
      isBack();
      disk.free();
      coppice.run("resume").said(0, "Nothing to resume");
      isBack();
    }
  }

  @Test
  void a_disk_that_is_full_beforehand_refuses_and_nothing_is_touched() {
    String before = shop.everything();
    try (SmallDisk disk = new SmallDisk(own.resolve("reports"))) {
      disk.fill();
      start(disk.folder()).ended().said(3, "the records of a run need 32 MiB");
    }
    try (SmallDisk disk = new SmallDisk(own.resolve("state"))) {
      disk.fill();
      start(own.resolve("reports")).ended().said(3);
    }
    assertEquals(before, shop.everything());
  }

  private Coppice.Going start(Path reports) {
    return coppice.start(
        "run",
        shop.scenario("full"),
        "--confirm",
        shop.target(),
        "--fail-points",
        "--reports",
        reports.toString());
  }

  private Coppice.Ended filledAtImpact(SmallDisk disk, Path reports) {
    Path seen = own.resolve("seen");
    coppice.environment.put("COPPICE_FAIL_POINT", IMPACT + "=hold");
    coppice.environment.put("COPPICE_FAIL_POINTS_SEEN", seen.toString());
    Coppice.Going going = start(reports);
    coppice.environment.clear();
    Awaitility.await()
        .atMost(Duration.ofSeconds(100))
        .pollInterval(Duration.ofMillis(50))
        .dontCatchUncaughtExceptions()
        .until(() -> Files.exists(seen) && Files.readString(seen).contains(IMPACT + ":1 HOLD"));
    disk.fill();
    try {
      Files.createFile(own.resolve("seen.go"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return going.ended();
  }

  private static void isBack() {
    assertEquals(Shop.ORDERS, shop.served());
    assertEquals(4, shop.running().size());
    assertEquals(java.util.List.of(), shop.paused());
  }
}
