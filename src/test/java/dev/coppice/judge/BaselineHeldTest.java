package dev.coppice.judge;

import static dev.coppice.evidence.Outcome.FALSE;
import static dev.coppice.evidence.Outcome.TRUE;
import static dev.coppice.evidence.Outcome.UNKNOWN;
import static dev.coppice.judge.Row.row;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BaselineHeldTest {

  @ParameterizedTest
  @MethodSource("rows")
  void tells_whether_normal_was_seen_before(Row row) {
    row.check();
  }

  static Stream<Row> rows() {
    return Stream.of(
        row(1, TRUE, "3.0 s", "all passed until the hold", f -> {}),
        row(1, FALSE, FactsOf.ORDERS, "one failed last", f -> Edits.passes(f, 4_800, 5_000, false)),
        row(
            1,
            FALSE,
            "before that",
            "one failed just before",
            f -> Edits.passes(f, 2_000, 2_100, false)),
        row(
            1,
            TRUE,
            "",
            "one failed, and passed for long since",
            f -> Edits.passes(f, 0, 1_900, false)),
        row(
            1,
            TRUE,
            "",
            "one failed while writers were held",
            f -> Edits.passes(f, 5_000, 6_000, false)),
        row(
            1,
            UNKNOWN,
            FactsOf.COUNT,
            "one was not asked",
            f -> Edits.drop(f, FactsOf.COUNT, 0, 5_000)),
        row(
            1,
            UNKNOWN,
            "not asked for",
            "with a gap",
            f -> Edits.drop(f, FactsOf.ORDERS, 2_500, 4_000)),
        row(1, UNKNOWN, "only 1.6", "asked too late", f -> Edits.drop(f, FactsOf.ORDERS, 0, 3_300)),
        row(
            1,
            UNKNOWN,
            "last",
            "not asked lately",
            f -> Edits.drop(f, FactsOf.ORDERS, 3_800, 6_000)),
        row(1, UNKNOWN, "no baseline", "there was no baseline", f -> f.phases.remove(0)),
        row(1, UNKNOWN, "no probe", "there is no probe", f -> f.probes.clear()));
  }
}
