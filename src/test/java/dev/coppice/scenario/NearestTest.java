package dev.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  @ParameterizedTest
  @CsvSource({
    "tpye, type, type",
    "discribe, describe, describe",
    "Volumes, volumes, volumes",
    "ab, xy, ",
    "a, b, b",
    "network, networks, networks",
    "completely, other, "
  })
  void suggests_only_what_is_near(String name, String existing, String suggestion) {
    assertEquals(suggestion, Nearest.to(name, List.of(existing)).orElse(null));
  }

  @ParameterizedTest
  @CsvSource({"tpye, type, 1", "abc, abc, 0", "kitten, sitting, 3", "'', abc, 3"})
  void counts_swapped_letters_once(String one, String other, int distance) {
    assertEquals(distance, Nearest.distance(one, other));
  }
}
