package dev.coppice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

  @ParameterizedTest
  @CsvSource({"-1000, 0", "0, 10", "4500, 55", "9000, 100", "20000, 100", "-5000, 0"})
  void lays_a_moment_where_it_belongs_and_never_outside(double ms, double percent) {
    assertEquals(percent, new Axis(-1000, 9000).x(ms));
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "-1500, 24500", "0, 59000", "-60000, 900000", "0, 360000000"})
  void has_a_few_round_ticks_however_long_it_is(double from, double to) {
    List<Chart.Tick> ticks = new Axis(from, to).ticks();
    assertTrue(ticks.size() >= 2 && ticks.size() <= 7, () -> "ticks: " + ticks);
    assertTrue(ticks.stream().anyMatch(tick -> tick.label().equals("0")), () -> "ticks: " + ticks);
  }

  @Test
  void a_moment_without_length_still_has_an_axis() {
    assertEquals(0, new Axis(0, 0).x(0));
  }
}
