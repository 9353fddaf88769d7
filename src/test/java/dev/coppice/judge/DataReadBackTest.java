package dev.coppice.judge;

import static dev.coppice.evidence.Outcome.FALSE;
import static dev.coppice.evidence.Outcome.TRUE;
import static dev.coppice.evidence.Outcome.UNKNOWN;
import static dev.coppice.judge.Row.row;

import dev.coppice.evidence.RunRecord.StepOutcome.State;
import dev.coppice.plan.Loss.Kind;
import dev.coppice.plan.Plan.WayBack;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DataReadBackTest {

  @ParameterizedTest
  @MethodSource("rows")
  void tells_whether_data_was_read_back(Row row) {
    row.check();
  }

  static Stream<Row> rows() {
    return Stream.of(
        row(9, TRUE, "read back", "the restored volume is read", f -> {}),
        row(9, UNKNOWN, "reads: [orders-db]", "nothing reads it", f -> Edits.reads(f, List.of())),
        row(9, UNKNOWN, "orders-db", "another is read", f -> Edits.reads(f, List.of("cache"))),
        row(
            9,
            UNKNOWN,
            "reads: [orders-db]",
            "only a survivor reads it",
            f -> f.replan(FactsOf.COUNT, p -> Edits.probe(p, true))),
        row(
            9,
            TRUE,
            "",
            "it may be empty",
            f -> Edits.wayBack(f, WayBack.Way.MAY_BE_EMPTY, List.of())),
        row(
            9,
            UNKNOWN,
            "reads:",
            "it is kept and not read",
            f -> Edits.wayBack(f, WayBack.Way.KEPT, List.of())),
        row(
            9,
            TRUE,
            "",
            "it is kept and read",
            f -> Edits.wayBack(f, WayBack.Way.KEPT, List.of("orders-db"))),
        row(9, UNKNOWN, "no way back", "the plan forgot it", f -> f.wayBack.clear()),
        row(
            9,
            UNKNOWN,
            "no way back",
            "the plan knows another's",
            f ->
                f.wayBack.set(
                    0, new WayBack("other", "orders-db", WayBack.Way.RESTORED, "orders", true))),
        row(
            9,
            TRUE,
            "No volume was lost",
            "no volume was lost",
            f -> {
              f.wayBack.clear();
              f.losses.removeIf(loss -> loss.kind() == Kind.VOLUME);
            }),
        row(
            9,
            FALSE,
            "not restored",
            "the restore failed",
            f -> f.ended("restore orders", State.FAILED, "x")),
        row(
            9,
            FALSE,
            "not restored",
            "it was not begun",
            f -> f.outcomes.removeIf(o -> o.id().startsWith("restore"))),
        row(
            9,
            UNKNOWN,
            "no step",
            "there is no restore",
            f -> {
              f.steps.removeIf(s -> s.id().startsWith("restore"));
              f.outcomes.removeIf(o -> o.id().startsWith("restore"));
            }),
        row(
            9,
            TRUE,
            "",
            "it was restored before the run was resumed",
            f -> f.steps.removeIf(s -> s.id().startsWith("restore"))),
        row(
            9,
            FALSE,
            FactsOf.COUNT,
            "the data is not there",
            f -> f.samples(FactsOf.COUNT, 13_000, 18_000, false)),
        row(
            9,
            UNKNOWN,
            "long enough",
            "it was there only shortly",
            f -> f.samples(FactsOf.COUNT, 13_000, 16_000, false)),
        row(
            9,
            UNKNOWN,
            "not asked",
            "it was not read",
            f -> Edits.drop(f, FactsOf.COUNT, 6_000, 18_000)),
        row(
            9,
            UNKNOWN,
            "did not fail",
            "the reader never failed",
            f -> f.samples(FactsOf.COUNT, 0, 18_000, true)),
        row(
            9,
            TRUE,
            "",
            "nothing could fail before in recover",
            f -> {
              Edits.recover(f);
              f.samples(FactsOf.COUNT, 0, 18_000, true);
            }));
  }
}
