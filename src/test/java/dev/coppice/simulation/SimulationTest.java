package dev.coppice.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/**
 * Drills that die anywhere, in thousands of modelled worlds. One that fails is told in full by
 * {@code -Dcoppice.seed=N}.
 */
class SimulationTest {

  private static final int SCHEDULES = 150;

  @Test
  void loses_nothing_and_touches_nothing_foreign_whatever_happens() {
    String seed = System.getProperty("coppice.seed");
    if (seed != null) {
      List<String> told = Schedules.replay(Long.parseLong(seed));
      told.forEach(System.out::println);
      assertEquals(List.of(), told.stream().filter(line -> line.startsWith("! ")).toList());
      return;
    }
    SortedMap<Long, List<String>> violations = Schedules.play(1, SCHEDULES, outcome -> {});

    assertEquals(List.of(), violations.entrySet().stream().map(String::valueOf).toList());
  }
}
