package dev.coppice.report;

import static dev.coppice.history.ReportsFolder.notVerified;
import static dev.coppice.history.ReportsFolder.rta;
import static dev.coppice.history.ReportsFolder.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.history.Archive;
import dev.coppice.history.Chronicle;
import dev.coppice.history.ReportsFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class IndexPageTest {

  private static final String HOSTILE = "<script>alert(1)</script>";
  private static final Instant NOW = Instant.parse("2026-03-09T12:00:00Z");

  @TempDir Path folder;

  /** Leaves the page under target/, to be looked at in a browser. */
  private String page() throws IOException {
    ReportsFolder reports = new ReportsFolder(folder);
    for (double ms : new double[] {4_000, 4_200, 3_900, 61_000, 4_100}) {
      reports.run("shop", rta(ms));
    }
    reports.run("shop", notVerified(), with("rta", null), with("reasons", List.of(HOSTILE)));
    reports.run("shop", rta(4_300));
    reports.run("library", rta(4_300), notVerified());
    reports.run("library", with("sabotage", HOSTILE));
    ReportsFolder.write(folder.resolve("library/half/evidence.json"), "{");
    ReportsFolder.write(folder.resolve("empty-" + "x".repeat(60) + "/r/run.json"), "{}");
    Chronicle chronicle = Chronicle.of(Archive.read(List.of(folder)));
    byte[] html = IndexPage.render(chronicle, folder, NOW);
    Files.write(
        Files.createDirectories(Path.of("target", "report-samples")).resolve("index.html"), html);
    return new String(html, StandardCharsets.UTF_8);
  }

  @Test
  void shows_where_each_scenario_stands_and_its_runs() throws IOException {
    String page = page();

    for (String words :
        List.of(
            "The last drill is verified for 1 of 3 scenarios.",
            "2 folders among the bundles cannot be read.",
            "2 d 2 h ago, 2026-03-07 10:00:00 UTC",
            "4.3 s (to within 100 ms) of 1 min",
            "no selftest",
            "&lt;script&gt;",
            "Cannot be read: " + folder.resolve("library/half"),
            "Recovery times of the last 7 drills: 4.0 s, 4.2 s, 3.9 s, 1 min 1 s, 4.1 s, none, 4.3"
                + " s; the objective is 1 min")) {
      assertTrue(page.contains(words), words);
    }
  }

  @Test
  void holds_nothing_that_runs_or_is_fetched_and_leads_only_to_reports_below_it()
      throws IOException {
    String page = page();

    for (String forbidden :
        List.of("<script", "<img", "<link", "<iframe", "url(", "@import", " style=")) {
      assertFalse(page.contains(forbidden), forbidden);
    }
    assertEquals(
        List.of(),
        all(page, "href=\"(?!#|\\./[a-zA-Z0-9./%_-]+/report\\.html\")[^\"]*\""),
        "links lead to reports");
  }

  @Test
  void can_be_read_by_a_screen_reader() throws IOException {
    String page = page();

    assertEquals(1, all(page, "<h1>").size());
    for (String svg : all(page, "(?s)(<svg.*?</svg>)")) {
      assertTrue(svg.contains("<title>"), svg);
      assertTrue(svg.contains("role=\"img\"") || svg.contains("aria-hidden=\"true\""), svg);
    }
    for (String table : all(page, "(?s)(<table.*?</table>)")) {
      assertTrue(table.contains("<caption"), table);
      assertEquals(List.of(), all(table, "<th(?! scope=)[^e][^>]*>"));
    }
    List<String> ids = all(page, "\\sid=\"([^\"]*)\"");
    assertEquals(ids.size(), ids.stream().distinct().count(), "each id once");
    all(page, "(?:aria-labelledby=\"|href=\"#)([^\"]*)\"")
        .forEach(id -> assertTrue(ids.contains(id), id));
  }

  @Test
  @ResourceLock(Resources.LOCALE)
  @ResourceLock(Resources.TIME_ZONE)
  void is_the_same_in_every_locale_and_time_zone() throws IOException {
    String here = page();
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
      assertEquals(here, page());
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void leads_only_to_bundles_that_lie_below_it() {
    Path home = Path.of("/reports");

    assertEquals(
        "./a%20b/javascript%3Ax/report.html",
        Links.report(home, Path.of("/reports/a b/javascript:x")));
    assertNull(Links.report(home, Path.of("/elsewhere/a/b")));
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(Math.min(1, match.groupCount())))
        .toList();
  }
}
