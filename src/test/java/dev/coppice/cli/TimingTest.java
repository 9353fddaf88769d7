package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.history.ReportsFolder;
import dev.coppice.plan.Obstacle;
import dev.coppice.scenario.Scenario;
import dev.coppice.scenario.ScenarioLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimingTest {

  @TempDir Path folder;

  private Scenario scenario(String more) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("s.yaml"),
            """
            scenario: shop
            stack: {compose: compose.yaml}
            disaster: [{lose: containers}]
            steady-state: {probes: [{name: up, tcp: {host: 127.0.0.1, port: 1}}]}
            """
                + more);
    return ScenarioLoader.load(file, Map.of()).scenario();
  }

  private List<Obstacle> obstacles(String more, Instant now) throws IOException {
    return Timing.obstacles(scenario(more), folder.resolve("reports"), now);
  }

  @Test
  void a_drill_begins_in_its_window_and_outside_it_says_when_it_opens() throws IOException {
    String window = "window: {days: [mon], from: 02:00, to: 05:00}\n";

    assertEquals(List.of(), obstacles(window, Instant.parse("2026-06-01T03:00:00Z")));

    List<Obstacle> refused = obstacles(window, Instant.parse("2026-06-01T06:00:00Z"));
    assertEquals(
        "it is Mon 2026-06-01 06:00 UTC, and shop may be drilled only on mon from 02:00 to 05:00"
            + " UTC",
        refused.get(0).what());
    assertEquals(
        "run it in its window, which opens again on Mon 2026-06-08 02:00 UTC",
        refused.get(0).next());
  }

  @Test
  void the_next_drill_waits_for_the_time_between_two_and_hears_when_the_last_was()
      throws IOException {
    ReportsFolder reports = new ReportsFolder(folder.resolve("reports"));
    reports.run("shop", "one", ReportsFolder.FIRST);
    reports.run("shop", "lost", ReportsFolder.FIRST.plusSeconds(60), ReportsFolder.notVerified());
    String rule = "at-most-every: 1d\n";
    Instant last = ReportsFolder.FIRST.plusSeconds(60);

    List<Obstacle> refused = obstacles(rule, last.plus(Duration.ofHours(23)));

    assertEquals(1, refused.size());
    assertTrue(refused.get(0).what().contains("run lost, began at " + last), refused::toString);
    assertEquals("run it after " + last.plus(Duration.ofDays(1)), refused.get(0).next());
    assertEquals(List.of(), obstacles(rule, last.plus(Duration.ofDays(1))));
  }

  @Test
  void what_destroyed_nothing_or_was_no_drill_does_not_count() throws IOException {
    ReportsFolder reports = new ReportsFolder(folder.resolve("reports"));
    reports.run("shop", ReportsFolder.with("impactAt", null));
    reports.run("shop", ReportsFolder.with("command", "recover"));
    reports.run("other");

    assertEquals(List.of(), obstacles("at-most-every: 9d\n", ReportsFolder.FIRST.plusSeconds(1)));
  }
}
