package dev.coppice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Condition;
import dev.coppice.evidence.Evidence.Count;
import dev.coppice.evidence.Evidence.ProbeResult;
import dev.coppice.evidence.Outcome;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {

  /**
   * Conditions 1, 2 and 8; then a probe's failures before, passes and failures in outage, after.
   */
  @ParameterizedTest
  @CsvSource({
    // where the judge found that all of them hold, each of them does
    "TRUE, TRUE, TRUE, false, 0, 0, 9, 30, 0, TRUE",
    "NOT_APPLICABLE, NOT_APPLICABLE, TRUE, false, 0, 0, 0, 30, 0, TRUE",
    // otherwise the records say whose fault it is
    "FALSE, TRUE, TRUE, false, 2, 0, 9, 30, 0, FALSE",
    "FALSE, TRUE, TRUE, false, 0, 0, 9, 30, 0, TRUE",
    "TRUE, UNKNOWN, TRUE, false, 0, 9, 0, 30, 0, UNKNOWN",
    "TRUE, UNKNOWN, TRUE, false, 0, 0, 0, 30, 0, UNKNOWN",
    "TRUE, UNKNOWN, TRUE, false, 0, 3, 6, 30, 0, UNKNOWN",
    "TRUE, UNKNOWN, TRUE, false, 0, 0, 9, 30, 0, TRUE",
    "TRUE, FALSE, TRUE, true, 0, 8, 1, 30, 0, FALSE",
    "TRUE, FALSE, TRUE, true, 0, 9, 0, 30, 0, TRUE",
    "TRUE, TRUE, FALSE, false, 0, 0, 9, 0, 0, FALSE",
    "TRUE, TRUE, FALSE, false, 0, 0, 9, 29, 1, FALSE",
    "TRUE, TRUE, FALSE, false, 0, 0, 9, 30, 0, TRUE",
  })
  void a_probe_stands_as_the_judge_says_and_else_as_its_records_say(
      Outcome before,
      Outcome control,
      Outcome after,
      boolean survives,
      int failedBefore,
      int passedInOutage,
      int failedInOutage,
      int passedAfter,
      int failedAfter,
      Outcome expected) {
    Evidence evidence =
        EvidenceSamples.judged(
            List.of(
                new Condition(1, "steady state before", before, ""),
                new Condition(2, "negative control", control, ""),
                new Condition(8, "steady state after", after, "")));
    ProbeResult probe =
        new ProbeResult(
            "p",
            "tcp",
            "port",
            survives,
            new Count(30, failedBefore),
            new Count(passedInOutage, failedInOutage),
            new Count(passedAfter, failedAfter),
            null,
            null,
            null,
            null,
            List.of());
    assertEquals(expected, Standing.of(probe, evidence).outcome());
  }
}
