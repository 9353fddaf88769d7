package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.stack.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthCommandTest {

  private static final String CHECK = "Config.Healthcheck.";

  @Test
  void takes_the_times_of_an_engine_where_none_are_given() {
    assertEquals(
        new HealthCommand(
            List.of("pg_isready", "-q"),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ZERO,
            3),
        of(Map.of(CHECK + "Test", "[\"CMD\",\"pg_isready\",\"-q\"]")).orElseThrow());
  }

  @Test
  void reads_what_is_given() {
    HealthCommand check =
        of(Map.of(
                CHECK + "Test", "[\"CMD\",\"ok\"]",
                CHECK + "Interval", "10000000000",
                CHECK + "Timeout", "2000000000",
                CHECK + "StartPeriod", "5000000000",
                CHECK + "Retries", "7"))
            .orElseThrow();
    assertEquals(Duration.ofSeconds(10), check.interval());
    assertEquals(Duration.ofSeconds(2), check.timeout());
    assertEquals(Duration.ofSeconds(5), check.startPeriod());
    assertEquals(7, check.retries());
  }

  @Test
  void runs_a_line_in_the_shell_of_the_container() {
    String line = "[\"CMD-SHELL\",\"a && \\\"b\\\"\"]";
    assertEquals(
        List.of("/bin/sh", "-c", "a && \"b\""),
        of(Map.of(CHECK + "Test", line)).orElseThrow().command());
    assertEquals(
        List.of("/bin/bash", "-ec", "a && \"b\""),
        of(Map.of(CHECK + "Test", line, "Config.Shell", "[\"/bin/bash\",\"-ec\"]"))
            .orElseThrow()
            .command());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"NONE\"]", "[\"CMD\"]", "[]", "[\"NONE\",\"x\"]", "no JSON"})
  void knows_what_is_no_check(String test) {
    assertTrue(of(Map.of(CHECK + "Test", test)).isEmpty());
    assertTrue(of(Map.of()).isEmpty());
  }

  private static Optional<HealthCommand> of(Map<String, String> settings) {
    return HealthCommand.of(
        new Container(
            "c",
            "shop-db-1",
            "shop/db:1",
            "i",
            "running",
            null,
            0,
            0,
            false,
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            new TreeMap<>(),
            List.of(),
            new TreeMap<>(),
            List.of(),
            new TreeMap<>(settings)));
  }
}
