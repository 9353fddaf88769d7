package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.drill.Retention.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {

  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

  private static final List<Kept> ALL =
      List.of(
          kept("a", 40, false),
          kept("unfinished", 90, true),
          kept("b", 31, false),
          kept("c", 30, false),
          kept("d", 1, false),
          kept("of-tomorrow", -1, false));

  private static Kept kept(String run, long days, boolean needed) {
    return new Kept(run, NOW.minus(Duration.ofDays(days)), needed);
  }

  @ParameterizedTest(name = "{0} days: {1}")
  @CsvSource({"50, ''", "39, a", "30, 'a, b'", "29, 'a, b, c'", "0, 'a, b, c, d'"})
  void gives_up_what_is_older_and_nobody_needs(long days, String outlived) {
    assertEquals(outlived, String.join(", ", Retention.outlived(ALL, Duration.ofDays(days), NOW)));
  }

  @Test
  void keeps_all_where_no_age_is_set() {
    assertEquals(List.of(), Retention.outlived(ALL, null, NOW));
  }
}
