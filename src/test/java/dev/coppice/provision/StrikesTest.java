package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrikesTest {

  /** The tries come every 100 ms, far more often than an engine would look. */
  @ParameterizedTest
  @CsvSource({
    "   0, 1000, 3, 3000",
    "   0, 1000, 1, 1000",
    "2000, 1000, 3, 5000",
    "   0,  100, 2,  200"
  })
  void counts_failures_as_an_engine_would(
      long startPeriodMs, long intervalMs, int retries, long unhealthyAtMs) {
    HealthCommand check =
        new HealthCommand(
            List.of("ok"),
            Duration.ofMillis(intervalMs),
            Duration.ofSeconds(1),
            Duration.ofMillis(startPeriodMs),
            retries);
    Strikes strikes = Strikes.NONE;
    long first = -1;
    for (long ms : LongStream.iterate(0, at -> at <= 10_000, at -> at + 100).toArray()) {
      strikes = strikes.and(check, 0, ms * 1_000_000);
      if (first < 0 && strikes.areTooMany(check)) {
        first = ms;
      }
    }
    assertEquals(unhealthyAtMs, first);
  }
}
