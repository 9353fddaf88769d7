package dev.coppice.judge;

import static dev.coppice.evidence.Outcome.FALSE;
import static dev.coppice.evidence.Outcome.TRUE;
import static dev.coppice.evidence.Outcome.UNKNOWN;
import static dev.coppice.judge.Row.row;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EachProbeFailedTest {

  @ParameterizedTest
  @MethodSource("rows")
  void tells_whether_the_probes_can_fail(Row row) {
    row.check();
  }

  static Stream<Row> rows() {
    return Stream.of(
        row(2, TRUE, "", "each failed", f -> {}),
        row(2, UNKNOWN, FactsOf.ORDERS, "one never failed", f -> Edits.passes(f, 0, 18_000, true)),
        row(
            2,
            UNKNOWN,
            "1 of 10 times",
            "one passed once",
            f -> Edits.passes(f, 7_500, 7_600, true)),
        row(
            2,
            TRUE,
            "",
            "one passed before the loss was seen",
            f -> Edits.passes(f, 6_000, 7_000, true)),
        row(
            2,
            TRUE,
            "",
            "one passed from the rebuild on",
            f -> Edits.passes(f, 8_000, 18_000, true)),
        row(
            2,
            UNKNOWN,
            "not asked",
            "one had no time",
            f -> Edits.drop(f, FactsOf.ORDERS, 7_000, 8_000)),
        row(2, UNKNOWN, "not confirmed", "the loss was not seen", f -> f.gone = null),
        row(2, UNKNOWN, "not confirmed", "nothing was rebuilt", f -> f.rebuildAt = null),
        row(2, UNKNOWN, "web:/srv", "a bind stayed", f -> f.leftInPlace.add("web:/srv")),
        row(2, UNKNOWN, "no probe", "there is no probe", f -> f.probes.clear()),
        row(2, TRUE, "", "a survivor passed", f -> f.probe(Edits.survivor())),
        row(
            2,
            FALSE,
            "must survive",
            "a survivor failed once",
            f -> Edits.survives(f, 9_000, 9_100)),
        row(2, FALSE, "must survive", "it failed at impact", f -> Edits.survives(f, 6_000, 6_100)),
        row(2, TRUE, "", "a survivor failed before impact", f -> Edits.survives(f, 5_900, 6_000)),
        row(
            2,
            UNKNOWN,
            "not asked during",
            "a survivor was not asked",
            f -> {
              f.probe(Edits.survivor());
              Edits.drop(f, "static page", 6_000, 1_000_000);
            }),
        row(
            2,
            TRUE,
            "",
            "a survivor was asked after impact, not while the window was open",
            f -> {
              f.probe(Edits.survivor());
              Edits.drop(f, "static page", 7_000, 8_000);
            }));
  }
}
