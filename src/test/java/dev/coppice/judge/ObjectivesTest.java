package dev.coppice.judge;

import static dev.coppice.evidence.Outcome.FALSE;
import static dev.coppice.evidence.Outcome.NOT_APPLICABLE;
import static dev.coppice.evidence.Outcome.TRUE;
import static dev.coppice.judge.Row.row;

import dev.coppice.plan.Plan.Objective;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectivesTest {

  @ParameterizedTest
  @MethodSource("rows")
  void tells_whether_objectives_are_met(Row row) {
    row.check();
  }

  static Stream<Row> rows() {
    return Stream.of(
        row(11, NOT_APPLICABLE, "No objective", "none was set", f -> {}),
        row(11, TRUE, "", "just met", f -> f.objectives.add(new Objective("rto", null, 7_005))),
        row(
            11,
            FALSE,
            "7.0 s",
            "just missed",
            f -> f.objectives.add(new Objective("rto", null, 7_004))),
        row(
            11,
            TRUE,
            "",
            "a service was",
            f -> f.objectives.add(new Objective("db rto", "db", 4_500))),
        row(
            11,
            FALSE,
            "db rto",
            "a service was not",
            f -> f.objectives.add(new Objective("db rto", "db", 4_499))),
        row(
            11,
            FALSE,
            "interval",
            "the run was interrupted",
            f -> {
              f.objectives.add(new Objective("rto", null, 60_000));
              f.interrupted = true;
            }),
        row(
            11,
            FALSE,
            "no recovery was measured",
            "nothing is confirmed",
            f -> {
              f.objectives.add(new Objective("rto", null, 60_000));
              Edits.passes(f, 17_900, 18_000, false);
            }));
  }
}
