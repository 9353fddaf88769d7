package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Journals that do not hold together or lie in the wrong place: exit 2, located, nothing touched.
 */
class BadJournalIT {

  private static Shop shop;

  @TempDir private Path own;

  @BeforeAll
  static void a_shop() {
    shop = new Shop("drill-journal", 8110);
  }

  @AfterAll
  static void leaves_nothing() {
    shop.close();
  }

  @Test
  void each_is_refused_with_its_place_and_the_whole_one_is_resumed() throws IOException {
    Coppice coppice = new Coppice(shop.engine.endpoint(), own);
    shop.isReady(coppice);
    String scenario = shop.scenario("journal");
    coppice.run("resume").said(0, "Nothing to resume");
    coppice.environment.put("COPPICE_FAIL_POINT", "engine.kill.after");
    coppice.start("run", scenario, "--confirm", shop.target(), "--fail-points").ended().said(137);
    coppice.environment.clear();
    String before = settled();

    Path folder = only(own.resolve("state/coppice/runs"));
    String id = folder.getFileName().toString();
    Path journal = folder.resolve("journal.ndjson");
    List<String> lines = Files.readAllLines(journal);
    String third = lines.get(2);
    refused(coppice, journal, with(lines, third.replace("\"seq\":3", "\"seq\":4")), id);
    refused(coppice, journal, with(lines, third.substring(0, third.length() / 2)), id);
    refused(coppice, journal, with(lines, null), id);
    Files.write(journal, lines);

    Path plan = folder.resolve("plan.json");
    String planned = Files.readString(plan);
    Files.writeString(plan, planned.replace(shop.volume(), "theirs"));
    coppice.run("resume", id).said(2, "plan.json:1: this is not the plan");
    Files.writeString(plan, planned);

    Path copied = folder.resolveSibling("20200101-000000-ffff");
    Files.createDirectory(copied);
    Files.copy(journal, copied.resolve("journal.ndjson"));
    coppice.run("resume", "20200101-000000-ffff").said(2, ":1: this line is of run " + id);
    Files.delete(copied.resolve("journal.ndjson"));
    Files.delete(copied);

    shop.scenario("journal", "project: drill-journal", "project: drill-elsewhere");
    coppice.run("resume", id).said(2, ":1: run " + id + " is of stack drill-journal");
    shop.scenario("journal");

    assertEquals(before, shop.everything());
    coppice.run("resume", id).said(1);
    assertEquals(Shop.ORDERS, shop.served());
    coppice.run("resume", id).said(0, "Nothing to resume");
  }

  /** What was on its way to the engine when the tool died is carried out all the same. */
  private static String settled() {
    String[] last = {""};
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              String now = shop.everything();
              boolean isStill = now.equals(last[0]);
              last[0] = now;
              return isStill;
            });
    return last[0];
  }

  private static void refused(Coppice coppice, Path journal, List<String> lines, String id)
      throws IOException {
    Files.write(journal, lines);
    coppice.run("resume", id).said(2, journal + ":3: ");
    coppice.run("resume").said(2, journal + ":3: ");
  }

  private static List<String> with(List<String> lines, String third) {
    List<String> changed = new ArrayList<>(lines);
    changed.remove(2);
    if (third != null) {
      changed.add(2, third);
    }
    return changed;
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.findFirst().orElseThrow();
    }
  }
}
