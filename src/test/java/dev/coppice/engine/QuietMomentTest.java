package dev.coppice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.stack.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietMomentTest {

  private static final Instant LAST = Instant.parse("2026-03-01T10:00:00Z");

  @ParameterizedTest(name = "{3}")
  @CsvSource({
    "1000, 0, true, a check has just ended",
    "1000, 700, true, the next one is some way off",
    "1000, 760, false, the next one is about to begin",
    "1000, 1500, false, the next one goes on",
    "30000, 29400, true, a long interval is quiet until half a second before its end",
    "30000, 29600, false, half a second before the end of a long interval",
    "0, 29600, false, an interval that is not set is thirty seconds"
  })
  void tells_whether_an_engine_starts_a_health_check(
      long intervalMs, long sinceMs, boolean quiet, String when) {
    assertEquals(
        quiet,
        QuietMoment.isQuiet(
            checked(List.of("CMD", "true"), intervalMs, true), LAST.plusMillis(sinceMs)),
        when);
  }

  @ParameterizedTest(name = "{0}, running: {1}")
  @CsvSource({"NONE, true", "CMD, false"})
  void is_quiet_where_nothing_is_checked(String test, boolean running) {
    Tree inspected = checked(List.of(test), 1000, running);

    assertEquals(true, QuietMoment.isQuiet(inspected, LAST.plusMillis(1500)));
  }

  @ParameterizedTest
  @CsvSource({"500, true", "900, false"})
  void counts_from_the_start_where_no_check_has_ended(long sinceMs, boolean quiet) {
    Tree inspected =
        new Tree(
            Map.of(
                "Config",
                Map.of("Healthcheck", Map.of("Test", List.of("CMD"), "Interval", 1_000_000_000L)),
                "State",
                Map.of("Running", true, "StartedAt", LAST.toString())));

    assertEquals(quiet, QuietMoment.isQuiet(inspected, LAST.plusMillis(sinceMs)));
  }

  private static Tree checked(List<String> test, long intervalMs, boolean running) {
    return new Tree(
        Map.of(
            "Config",
            Map.of("Healthcheck", Map.of("Test", test, "Interval", intervalMs * 1_000_000)),
            "State",
            Map.of(
                "Running",
                running,
                "StartedAt",
                LAST.minusSeconds(60).toString(),
                "Health",
                Map.of("Log", List.of(Map.of("End", "2026-03-01T11:00:00+01:00"))))));
  }
}
