package dev.coppice.judge;

import static dev.coppice.evidence.Outcome.FALSE;
import static dev.coppice.evidence.Outcome.TRUE;
import static dev.coppice.evidence.Outcome.UNKNOWN;
import static dev.coppice.judge.Row.row;

import dev.coppice.evidence.Sample;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SteadyAfterTest {

  @ParameterizedTest
  @MethodSource("rows")
  void tells_whether_normal_is_seen_again(Row row) {
    row.check();
  }

  static Stream<Row> rows() {
    return Stream.of(
        row(8, TRUE, "3.0 s", "all passed to the end", f -> {}),
        row(8, FALSE, "refused", "one failed last", f -> Edits.passes(f, 17_900, 18_000, false)),
        row(8, FALSE, "before that", "one flapped", f -> Edits.passes(f, 16_000, 16_100, false)),
        row(
            8,
            UNKNOWN,
            "not asked for",
            "with a gap",
            f -> Edits.drop(f, FactsOf.ORDERS, 15_000, 17_000)),
        row(
            8,
            UNKNOWN,
            "last",
            "asked too early",
            f -> Edits.drop(f, FactsOf.ORDERS, 16_400, 18_000)),
        row(
            8,
            UNKNOWN,
            "not asked",
            "not asked",
            f -> Edits.drop(f, FactsOf.ORDERS, 6_000, 18_000)),
        row(8, UNKNOWN, "outside", "all ask inside", f -> f.replan(FactsOf.ORDERS, Edits::inside)),
        row(8, TRUE, "3.0 s", "in time", f -> f.maxDowntime = 10_000L),
        row(
            8,
            FALSE,
            "only after 7.0 s, and max-downtime is 5.0 s",
            "late",
            f -> f.maxDowntime = 5_000L),
        row(
            8,
            FALSE,
            "within max-downtime of 5.0 s: the stack was raised from its rescue copies",
            "turned to its copies in time of need",
            f -> {
              f.maxDowntime = 5_000L;
              f.fromCopies = FactsOf.IMPACT + 5_001;
            }),
        row(
            8,
            FALSE,
            "failed before max-downtime of 60.0 s was over",
            "turned to its copies after a failure",
            f -> {
              f.maxDowntime = 60_000L;
              f.fromCopies = FactsOf.IMPACT + 5_001;
            }),
        row(8, UNKNOWN, "no probe", "there is no probe", f -> f.probes.clear()),
        row(
            8,
            TRUE,
            "",
            "a question that hung gave up late",
            f -> f.samples.add(new Sample(FactsOf.ORDERS, 12_950, 14_500, 0, false, "timed out"))));
  }
}
