package dev.coppice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.history.Scorecard;
import dev.coppice.history.Scorecard.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScorecardReportsTest {

  private static final String HOSTILE = "<script>alert(1)</script>";

  private static Scorecard scorecard() {
    return new Scorecard(
        Scorecard.FORMAT,
        Instant.EPOCH,
        61_000,
        4,
        "users may be without stack b@vm: no other drill begins",
        List.of(
            new Scorecard.Card(
                "a",
                "a.yaml",
                "a@vm",
                State.VERIFIED,
                0,
                "r1",
                "/reports/a/r1",
                4_000.0,
                60_000L,
                0,
                20_000,
                null),
            new Scorecard.Card(
                "b",
                "b.yaml",
                "b@vm",
                State.DOWN,
                4,
                "r2",
                "/reports/b/r2",
                null,
                null,
                null,
                40_000,
                HOSTILE),
            Scorecard.notBegun("c", "c.yaml", "c@vm", "no other drill begins")));
  }

  private static String page() {
    return new String(
        ScorecardReports.page(scorecard(), Path.of("/reports/game-days/1")),
        StandardCharsets.UTF_8);
  }

  @Test
  void shows_each_drill_with_a_link_to_its_report() {
    String page = page();

    for (String words :
        List.of(
            "1 of 3 verified",
            "users may be without stack b@vm",
            "not begun",
            "href=\"../../a/r1/report.html\"",
            "&lt;script&gt;")) {
      assertTrue(page.contains(words), words);
    }
    assertFalse(page.contains("<script"));
  }

  @Test
  void is_red_for_ci_wherever_a_drill_is_not_verified() {
    String xml = new String(ScorecardReports.junit(scorecard()), StandardCharsets.UTF_8);

    assertTrue(xml.contains("tests=\"3\" failures=\"1\" errors=\"1\""), xml);
  }

  @ParameterizedTest
  @CsvSource({"0, VERIFIED", "1, NOT_VERIFIED", "2, REFUSED", "3, REFUSED", "4, DOWN"})
  void a_drill_ends_as_its_exit_code_says(int exit, State state) {
    assertEquals(state, Scorecard.card("s", "f", "t", exit, null, null, 1, "why").state());
  }
}
