package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.time.Time;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaxDowntimeTest {

  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofMinutes(5);

  private long now;

  private final Time time =
      (Time)
          Proxy.newProxyInstance(
              Time.class.getClassLoader(), new Class<?>[] {Time.class}, (p, m, a) -> now);

  private MaxDowntime since(long impactSeconds, long begunSeconds) {
    now = seconds(begunSeconds);
    return new MaxDowntime(time, Duration.ofSeconds(60), seconds(impactSeconds), LOOK);
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  @ParameterizedTest(
      name = "impact at 100 s, begun at {0} s, now {1} s: {2} s to make, {3} s to look")
  @CsvSource({
    "110, 110, 50, 55",
    "110, 159, 1, 6",
    "110, 160, 0, 5",
    "110, 165, 0, 0",
    // Resumed long after: what is found standing is still looked at.
    "900, 900, 0, 5",
    "900, 904, 0, 1"
  })
  void bounds_what_is_made_and_lets_what_stands_show_itself(
      long begun, long at, long toMake, long toLook) {
    MaxDowntime max = since(100, begun);
    now = seconds(at);

    assertEquals(Duration.ofSeconds(toMake), max.within(LONG));
    assertEquals(Duration.ofSeconds(toLook), max.looking(LONG));
    assertEquals(toMake == 0, max.isOver());
    assertEquals(toLook == 0, max.hasSeenEnough());
  }

  @Test
  void bounds_nothing_where_there_is_none_or_where_it_is_settled() {
    MaxDowntime settled = since(100, 900);
    assertTrue(settled.bounds());
    settled.isSettled();
    for (MaxDowntime max : new MaxDowntime[] {settled, new MaxDowntime(time, null, 0, LOOK)}) {
      assertFalse(max.bounds() || max.isOver() || max.hasSeenEnough());
      assertEquals(LONG, max.within(LONG));
      assertEquals(LONG, max.looking(LONG));
    }
  }
}
