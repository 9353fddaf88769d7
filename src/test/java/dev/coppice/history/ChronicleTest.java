package dev.coppice.history;

import static dev.coppice.history.ReportsFolder.cold;
import static dev.coppice.history.ReportsFolder.notVerified;
import static dev.coppice.history.ReportsFolder.rta;
import static dev.coppice.history.ReportsFolder.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.history.Chronicle.Row;
import dev.coppice.history.Chronicle.ScenarioPast;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleTest {

  @TempDir Path folder;

  private ScenarioPast shop() {
    return Chronicle.of(Archive.read(List.of(folder))).scenarios().get(0);
  }

  @Test
  void compares_each_drill_with_the_verified_one_before_it_that_was_as_cold_or_warm() {
    ReportsFolder reports = new ReportsFolder(folder);
    reports.run("shop", rta(1_000));
    reports.run("shop", rta(8_000), cold());
    reports.run("shop", rta(5_000), notVerified());
    reports.run("shop", rta(1_500));
    reports.run("shop", rta(4_000), cold());
    reports.run("shop", rta(9_000), with("sabotage", "slow recovery"));
    reports.run("shop", rta(3_000), with("command", "recover"));
    reports.run("shop", rta(3_000), with("interrupted", true));
    reports.run("shop", rta(750));

    List<Double> changes = new ArrayList<>();
    shop().runs().forEach(row -> changes.add(row.change()));

    List<Double> expected = new ArrayList<>();
    for (Double one : new Double[] {null, null, null, 0.5, -0.5, null, null, null, -0.5}) {
      expected.add(one);
    }
    assertEquals(expected, changes);
  }

  @Test
  void the_last_verified_is_an_honest_drill() {
    ReportsFolder reports = new ReportsFolder(folder);
    reports.run("shop");
    reports.run("shop", notVerified());
    reports.run("shop", with("sabotage", "no restore"));
    reports.run("shop", with("command", "recover"));

    ScenarioPast shop = shop();

    assertEquals("run-0001", shop.lastVerifiedRun());
    assertEquals(ReportsFolder.FIRST, shop.lastVerifiedAt());
    Row last = shop.last();
    assertEquals("run-0002", last == null ? "none" : last.run());
  }

  @Test
  void a_scenario_of_which_nothing_can_be_read_is_told_too() {
    ReportsFolder.write(folder.resolve("shop").resolve("half").resolve("evidence.json"), "{");

    ScenarioPast shop = shop();

    assertEquals("shop", shop.scenario());
    assertEquals(1, shop.broken().size());
    assertNull(shop.last());
    assertNull(shop.lastVerifiedAt());
  }

  /** By what is allocated, which other work on the machine does not change. */
  @Test
  void grows_with_the_number_of_bundles_and_no_faster() {
    tellMany(200);

    long some = tellMany(200);
    long many = tellMany(1_600);

    assertTrue(many < some * 8 * 1.5, "8 times the bundles took %d for %d".formatted(many, some));
  }

  private long tellMany(int bundles) {
    new ReportsFolder(folder).run("shop");
    RunLine line = Archive.read(List.of(folder)).runs().get(0);
    List<RunLine> runs = new ArrayList<>();
    for (int i = 0; i < bundles; i++) {
      var one = line.outline();
      runs.add(
          new RunLine(
              Path.of("reports", "s" + i % (bundles / 2), "r" + i),
              Renamed.of(one, "s" + i % (bundles / 2), "r" + i)));
    }
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Chronicle.of(Copies.once(new Past(runs, List.of(), List.of())));
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
