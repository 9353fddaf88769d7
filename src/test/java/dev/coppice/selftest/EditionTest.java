package dev.coppice.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.coppice.drill.PlannedShop;
import dev.coppice.evidence.Percentile;
import dev.coppice.probe.Probe;
import dev.coppice.scenario.Scenario;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EditionTest {

  private static final Scenario SCENARIO = new PlannedShop().scenario();

  @Test
  void changes_nothing_but_what_it_is_asked_to() {
    assertEquals(SCENARIO, Edition.later(SCENARIO, Duration.ZERO));
    assertEquals(SCENARIO, Edition.within(SCENARIO, SCENARIO.recovery().timeout()));
    assertEquals(SCENARIO, Edition.probing(SCENARIO, probe -> probe));
    assertEquals(SCENARIO, Edition.telling(SCENARIO, question -> question));
  }

  @Test
  void asks_other_questions_and_demands_of_the_answers_what_it_did() {
    Probe probe =
        new Probe(
            "orders",
            Subjects.ORDERS,
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            false,
            List.of("orders"),
            Map.of(Percentile.P95, Duration.ofMillis(200)));
    Scenario.SteadyState demanding =
        new Scenario.SteadyState(
            Duration.ofSeconds(3), List.of(probe), BigDecimal.valueOf(3), true);

    assertEquals(demanding, demanding.asking(same -> same.asking(same.question())));
  }

  @Test
  void lets_backups_be_as_old_as_at_the_start() {
    Scenario.Backup old =
        new Scenario.Backup("orders", java.nio.file.Path.of("/o"), null, Duration.ofHours(1));
    Scenario aged = Edition.later(SCENARIO, Duration.ofMinutes(7));

    assertNull(aged.backups().get("orders").maxAge(), "no limit stays none");
    assertEquals(Duration.ofMinutes(67), Edition.later(old, Duration.ofMinutes(7)).maxAge());
  }
}
