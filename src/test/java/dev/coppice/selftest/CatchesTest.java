package dev.coppice.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Condition;
import dev.coppice.evidence.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatchesTest {

  /** One letter a condition: true, false, unknown, or not applicable. */
  @ParameterizedTest
  @CsvSource({
    "ttttt, ttttt, ''",
    "ttttt, tftut, '2, 4'",
    "ttttt, tutft, '4, 2'",
    "ttttt, tfttu, '5, 2'",
    "tntut, tftft, ''",
    "tftut, tftft, ''",
    "ttttt, tntnt, ''",
    "ttttt, tttt, ''",
  })
  void are_conditions_that_were_true_and_are_no_more_the_meant_one_first(
      String honest, String sabotaged, String ids) {
    assertEquals(
        ids,
        String.join(
            ", ",
            Catches.of(evidence(honest), evidence(sabotaged), 5).stream()
                .map(condition -> String.valueOf(condition.id()))
                .toList()));
  }

  static Evidence evidence(String outcomes) {
    return Evidences.of(
        IntStream.range(0, outcomes.length())
            .mapToObj(
                i ->
                    new Condition(
                        i + 1,
                        "line " + (i + 1),
                        switch (outcomes.charAt(i)) {
                          case 't' -> Outcome.TRUE;
                          case 'f' -> Outcome.FALSE;
                          case 'u' -> Outcome.UNKNOWN;
                          default -> Outcome.NOT_APPLICABLE;
                        },
                        "why"))
            .toList(),
        List.of());
  }
}
