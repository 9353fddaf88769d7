package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

  @ParameterizedTest
  @CsvSource({
    "10000,  1,    5,   25",
    "10000,  2,    5,   37",
    "10000,  3,    5,   56",
    "10000, 10,    5,  961",
    "10000, 11,    5, 1000",
    "10000, 9999,  5, 1000",
    "10000,  1,  400,  400",
    "10000,  1, 4000, 4000",
    "  500,  1, 4000,  500",
    "  500, 11,    5,  500",
    "   10,  1,    5,   10"
  })
  void grows_up_to_a_second_and_never_past_the_interval(
      long intervalMs, int failed, long tookMs, long pauseMs) {
    Pace pace = new Pace(Duration.ofMillis(intervalMs));
    assertEquals(pauseMs, pace.after(failed, Duration.ofMillis(tookMs)).toMillis());
  }
}
