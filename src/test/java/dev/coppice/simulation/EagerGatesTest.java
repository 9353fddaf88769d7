package dev.coppice.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose word opens a gate, and when, by a clock that only these tests move. */
class EagerGatesTest {

  /** Milliseconds after the start; the engine looks first after ten seconds. */
  @ParameterizedTest
  @CsvSource({
    // serves, opened by
    "    0,    40",
    "  300,   600",
    " 3000,  4100",
    // One that is on its way when the engine speaks is heard out in this model.
    " 9999, 10031",
    "60000, 10031"
  })
  void opens_soon_after_the_service_serves_and_no_later_than_the_engine_says(
      long servesMs, long openedByMs) throws Exception {
    OneService service = new OneService();
    service.servesFrom(servesMs);
    service.declared("healthy", 10_000);

    service.perform(await("eager"));

    assertTrue(
        service.nowMs() >= Math.min(servesMs, 10_000) && service.nowMs() <= openedByMs,
        () -> "opened at " + service.nowMs());
  }

  @Test
  void tells_when_the_service_has_served() throws Exception {
    OneService service = new OneService();
    service.servesFrom(300);
    service.perform(await("eager"));
    assertEquals(1, service.served.size());
    assertTrue(service.served.get(0) >= 300 && service.served.get(0) <= service.nowMs());
  }

  @Test
  void runs_the_command_ever_more_rarely() throws Exception {
    OneService service = new OneService();
    service.servesFrom(60_000);
    service.declared("healthy", 10_000);
    service.perform(await("eager"));
    assertTrue(service.asked > 12 && service.asked < 25, () -> service.asked + " times");
  }

  @Test
  void looks_at_the_container_only_when_something_is_told_of_it() throws Exception {
    OneService service = new OneService();
    service.servesFrom(9_000);
    service.perform(await("eager"));
    assertEquals(2, service.inspected, "at first, and when it served");
  }

  @Test
  void leaves_it_to_the_engine_to_say_unhealthy() {
    OneService service = new OneService();
    service.servesFrom(60_000);
    service.declared("unhealthy", 5_000);

    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> service.perform(await("eager")));

    assertTrue(service.nowMs() < 5_031, () -> "at " + service.nowMs());
    assertTrue(failure.getMessage().contains("db-1 became unhealthy"), failure::getMessage);
    assertTrue(
        failure.getMessage().contains("its health command said: not yet (exit 1)"),
        failure::getMessage);
  }

  @Test
  void counts_by_itself_where_the_engine_runs_no_checks() {
    OneService service = new OneService();
    service.engineRunsNoChecks();
    service.servesFrom(600_000);

    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> service.perform(await("eager")));

    // Three in a row, ten seconds apart: none was to be expected to count before the thirtieth.
    assertTrue(
        service.nowMs() >= 30_000 && service.nowMs() <= 33_500, () -> "at " + service.nowMs());
    assertTrue(failure.getMessage().contains("became unhealthy"), failure::getMessage);
  }

  @Test
  void works_where_the_engine_runs_no_checks() throws Exception {
    OneService service = new OneService();
    service.engineRunsNoChecks();
    service.servesFrom(2_000);
    service.perform(await("eager"));
    assertTrue(service.nowMs() < 3_100, () -> "at " + service.nowMs());
  }

  @Test
  void ends_with_the_time_of_the_recovery_and_says_what_the_command_said() {
    OneService service = new OneService();
    service.servesFrom(600_000);

    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> service.perform(await("eager")));

    long timeout = OneService.TIMEOUT.toMillis();
    assertTrue(service.nowMs() >= timeout && service.nowMs() <= timeout + 31);
    assertEquals(
        "waited for db-1 to become healthy but it is still running (starting) when its time is up;"
            + " its health command said: not yet (exit 1); its last line: warming up",
        failure.getMessage());
  }

  @Test
  void does_not_take_what_a_container_said_in_an_earlier_life() throws Exception {
    OneService service = new OneService();
    service.answersTake(Duration.ofMillis(200));
    service.servesFrom(0);
    service.startsAgain(100, 5_000);

    service.perform(await("eager"));

    assertTrue(service.nowMs() >= 5_100, () -> "at " + service.nowMs());
  }

  @Test
  void never_runs_it_where_the_engine_alone_is_listened_to() throws Exception {
    OneService service = new OneService();
    service.servesFrom(0);
    service.declared("healthy", 10_000);
    service.perform(await("engine"));
    assertEquals(10_000, service.nowMs());
    assertEquals(0, service.asked);
  }

  private static Step await(String gate) {
    return new Step(
        "await db-1 healthy",
        Phase.REBUILD,
        Verb.AWAIT_HEALTHY,
        "shop-db-1",
        "api waits for it",
        List.of(),
        Map.of(Step.SERVICE, "db", Step.NUMBER, "1", Step.GATE, gate));
  }
}
