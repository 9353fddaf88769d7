package dev.coppice.judge;

import static dev.coppice.evidence.Outcome.FALSE;
import static dev.coppice.evidence.Outcome.TRUE;
import static dev.coppice.evidence.Outcome.UNKNOWN;
import static dev.coppice.judge.Row.row;

import dev.coppice.evidence.RunRecord.StepOutcome.State;
import dev.coppice.stack.Image;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoneTest {

  @ParameterizedTest
  @MethodSource("rows")
  void tells_whether_what_was_lost_was_gone(Row row) {
    row.check();
  }

  static Stream<Row> rows() {
    return Stream.of(
        row(3, TRUE, "8 objects", "nothing was there", f -> {}),
        row(
            3,
            FALSE,
            "shop-db-1",
            "a container was there",
            f -> Edits.stayed(f, "shop-db-1", "exited")),
        row(
            3,
            FALSE,
            "shop_back",
            "a network was there",
            f -> f.loss.networks.addAll(f.before.networks)),
        row(
            3,
            FALSE,
            "shop_orders",
            "a volume was there",
            f -> f.loss.volumes.add(FactsOf.volume(true))),
        row(3, FALSE, "reg/db:1", "an image was there", f -> f.loss.images.addAll(f.before.images)),
        row(
            3,
            FALSE,
            "reg/db:1",
            "an image had lost only its name",
            f -> f.loss.images.add(new Image(Ids.imageId("db"), List.of(), List.of(), 1))),
        row(
            3,
            FALSE,
            "reg/db:1",
            "an image's name led elsewhere",
            f -> f.loss.images.add(new Image("sha256:else", List.of("reg/db:1"), List.of(), 1))),
        row(3, UNKNOWN, "Nobody looked", "nobody looked", f -> f.loss = null),
        row(3, UNKNOWN, "loses nothing", "nothing was to be lost", f -> f.losses.clear()),
        row(
            3,
            FALSE,
            "in use",
            "a step failed",
            f -> f.ended("remove db-1", State.FAILED, "in use")),
        row(
            3,
            FALSE,
            "halted",
            "a step was left out",
            f -> f.ended("remove db-1", State.LEFT_OUT, "halted")),
        row(3, TRUE, "", "a killed one has exited", f -> Edits.killed(f, "exited")),
        row(3, FALSE, "still running", "a killed one runs", f -> Edits.killed(f, "running")),
        row(3, FALSE, "still running", "a killed one is held", f -> Edits.killed(f, "paused")),
        row(
            3,
            FALSE,
            "still running",
            "a killed one restarts",
            f -> Edits.killed(f, "restarting")));
  }
}
