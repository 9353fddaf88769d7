package dev.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "100ms, PT0.1S",
    "3s, PT3S",
    "5m, PT5M",
    "24h, PT24H",
    "1h30m, PT1H30M",
    "7d, PT168H",
    "1m500ms, PT1M0.5S",
    "0s, PT0S"
  })
  void reads_what_is_written(String text, Duration expected) {
    assertEquals(Optional.of(expected), Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "s", "5 s", "5min", "-5s", "1.5s", "30m1h", "5s5s", "9999999999s", "5S"})
  void knows_what_is_none(String text) {
    assertEquals(Optional.empty(), Durations.parse(text));
  }
}
