package dev.coppice.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PercentileTest {

  /** Of answers that took 1, 2, 3 … milliseconds. */
  @ParameterizedTest
  @CsvSource({
    "P50, 10, 5",
    "P50, 11, 6",
    "P50, 1, 1",
    "P95, 20, 19",
    "P95, 19, 19",
    "P95, 40, 38",
    "P95, 100, 95",
    "P99, 100, 99",
    "P99, 99, 99",
    "MAX, 7, 7",
  })
  void is_the_nearest_rank(Percentile percentile, int answers, double ms) {
    assertEquals(ms, percentile.ofSorted(upTo(answers)));
  }

  @ParameterizedTest
  @EnumSource(value = Percentile.class, names = "MAX", mode = EnumSource.Mode.EXCLUDE)
  void needs_so_many_answers_that_one_lies_beyond_it(Percentile percentile) {
    int needed = percentile.needed();
    assertTrue(percentile.ofSorted(upTo(needed)) < needed, "one slow answer would decide");
  }

  @ParameterizedTest
  @EnumSource(Percentile.class)
  void is_found_by_its_word(Percentile percentile) {
    assertEquals(percentile, Percentile.of(percentile.word()));
  }

  private static List<Double> upTo(int answers) {
    return IntStream.rangeClosed(1, answers).mapToObj(ms -> (double) ms).toList();
  }
}
