package dev.coppice.cli;

import static dev.coppice.history.ReportsFolder.cold;
import static dev.coppice.history.ReportsFolder.notVerified;
import static dev.coppice.history.ReportsFolder.rta;
import static dev.coppice.history.ReportsFolder.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Json;
import dev.coppice.history.Chronicle;
import dev.coppice.history.ReportsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryCommandTest {

  @TempDir Path folder;

  private ReportsFolder reports;

  @BeforeEach
  void threeRuns() {
    reports = new ReportsFolder(folder.resolve("reports"));
    reports.run(
        "shop",
        rta(4_000),
        with("definition", Map.of("commit", "0123456789abcdef", "dirty", true)));
    reports.run("shop", rta(5_000));
    reports.run("shop", rta(70_000), notVerified(), cold());
  }

  @Test
  void tells_each_run_in_a_line_the_last_one_at_the_end() {
    Said said = Said.by("history", "--reports", reports.folder());

    assertEquals(0, said.exit(), said.err());
    List<String> lines = said.out().lines().toList();
    assertTrue(lines.get(0).startsWith("shop: last verified "), said.out());
    assertTrue(lines.get(0).endsWith(" ago, run run-0002"), said.out());
    assertEquals(
        List.of(
            "  when (UTC)           verdict       RTA                                   RTO   "
                + " trend  data          images  definition  took    run",
            "  2026-03-01 10:00:00  VERIFIED      4.0 s (to within 100 ms)              1 min  -   "
                + "   not measured  warm    012345678+  18.0 s  run-0001",
            "  2026-03-02 10:00:00  VERIFIED      5.0 s (to within 100 ms)              1 min  +25"
                + " %  not measured  warm    no git      18.0 s  run-0002",
            "  2026-03-03 10:00:00  NOT_VERIFIED  1 min 10 s (to within 100 ms) MISSED  1 min  - "
                + "     not measured  cold    no git      18.0 s  run-0003"),
        lines.subList(1, lines.size()));
  }

  @Test
  void tells_what_is_broken_in_the_words_of_a_line() {
    ReportsFolder.write(
        reports.folder().resolve("shop").resolve("half").resolve("evidence.json"), "{");

    Said said = Said.by("history", "--reports", reports.folder(), "shop");

    assertEquals(0, said.exit());
    assertTrue(said.out().contains("BROKEN " + reports.folder().resolve("shop/half")), said.out());
  }

  @Test
  void gives_the_same_as_json() {
    Said said = Said.by("history", "--reports", reports.folder(), "--json");

    Chronicle chronicle = Json.read(said.out(), Chronicle.class);
    assertEquals(Chronicle.FORMAT, chronicle.format());
    assertEquals(3, chronicle.scenarios().get(0).runs().size());
  }

  @Test
  void writes_a_page_about_all_scenarios_whichever_is_told() throws IOException {
    reports.run("other");

    Said said = Said.by("history", "--reports", reports.folder(), "--html", "shop");

    assertEquals(0, said.exit(), said.err());
    Path page = reports.folder().resolve("index.html");
    assertTrue(said.out().endsWith("report: " + page + "\n"), said.out());
    assertFalse(said.out().contains("other:"), said.out());
    String html = Files.readString(page);
    assertTrue(html.contains("href=\"./shop/run-0001/report.html\""), "a link to the report");
    assertTrue(html.contains("href=\"./other/run-0004/report.html\""));
  }

  @Test
  void takes_a_scenario_by_its_file() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("s.yaml"), "scenario: shop\nstack: {compose: compose.yaml}\n");

    Said said = Said.by("history", "--reports", reports.folder(), file);

    assertEquals(0, said.exit(), said.err());
    assertTrue(said.out().startsWith("shop: "), said.out());
  }

  @Test
  void adds_the_folders_of_a_cache() {
    ReportsFolder cache = new ReportsFolder(folder.resolve("cache"));
    cache.run("shop", "before", ReportsFolder.FIRST.minusSeconds(60));

    Said said = Said.by("history", "--reports", reports.folder(), "--history", cache.folder());

    assertTrue(said.out().lines().toList().get(2).endsWith("before"), said.out());
  }

  @Test
  void a_scenario_that_nobody_knows_is_wrong_input() {
    Said said = Said.by("history", "--reports", reports.folder(), "shp");

    assertEquals(2, said.exit());
    assertTrue(said.err().contains("no run of a scenario shp lies in"), said.err());
    assertTrue(said.err().contains("there are: shop"), said.err());
  }

  @Test
  void says_that_there_is_nothing_where_there_is_nothing() {
    Said said = Said.by("history", "--reports", folder.resolve("none"));

    assertEquals(0, said.exit());
    assertEquals("No run lies in " + folder.resolve("none") + ".\n", said.out());
  }

  @Test
  void leaves_nothing_in_its_words_that_a_terminal_would_obey() {
    reports.run("shop", with("command", "\u001b[2Jrun"));

    Said said = Said.by("history", "--reports", reports.folder());

    assertFalse(said.out().contains("\u001b"), said.out());
  }
}
