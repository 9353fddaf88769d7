package dev.coppice.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence.Condition;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.SelftestSummary;
import dev.coppice.evidence.SelftestSummary.Drill;
import dev.coppice.evidence.SelftestSummary.Fate;
import dev.coppice.evidence.SelftestSummary.Tried;
import dev.coppice.evidence.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelftestPageTest {

  private static final String HOSTILE = "<script>alert(1)</script>";

  private static String page() {
    Drill drill = new Drill("r1", 1, Verdict.NOT_VERIFIED, List.of(HOSTILE), "/reports/r1", 31_400);
    SelftestSummary summary =
        new SelftestSummary(
            SelftestSummary.FORMAT,
            new RunRecord.ScenarioFile(HOSTILE, null, "s.yaml", "0"),
            new RunRecord.Tool("1", "c"),
            "shop",
            "host",
            Instant.EPOCH,
            65_000,
            false,
            true,
            drill,
            List.of(
                new Tried(
                    "no restore",
                    HOSTILE,
                    Fate.CAUGHT,
                    List.of(new Condition(9, "Data is read back", Outcome.FALSE, HOSTILE)),
                    null,
                    null,
                    drill),
                new Tried(
                    "empty restore",
                    "w",
                    Fate.BLIND_SPOT,
                    List.of(),
                    HOSTILE,
                    "facts:\n  - name: " + HOSTILE + "\n",
                    drill),
                Tried.doesNotApply("quiet job", "w", "there is none")),
            null);
    return new String(SelftestPage.render(summary), StandardCharsets.UTF_8);
  }

  @Test
  void shows_each_lie_its_outcome_and_the_missing_check_line_by_line() {
    String page = page();

    for (String words :
        List.of(
            "no restore",
            "caught",
            "9. Data is read back",
            "blind spot",
            "facts:\n  - name:",
            "there is none",
            "Not every lie was found out",
            "It did not come to its end")) {
      assertTrue(page.contains(words), words);
    }
  }

  @Test
  void holds_nothing_that_runs_or_is_fetched() {
    String page = page();

    for (String forbidden : List.of("<script", "<img", "<link", "url(", "@import", " style=")) {
      assertFalse(page.contains(forbidden), forbidden);
    }
  }
}
