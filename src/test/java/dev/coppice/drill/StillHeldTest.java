package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coppice.evidence.RunRecord.RescueCopy;
import dev.coppice.stack.Container;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StillHeldTest {

  private final StillHeld held =
      new StillHeld(
          new SmallEngine().reads(), List.of(new RescueCopy("orders", "orders.tar", "0", 1, 1)));

  @Test
  void stops_where_a_writer_runs_whose_volume_was_copied() {
    assertThrows(
        IllegalStateException.class, () -> held.demand(List.of(container("running", "orders"))));
    assertThrows(
        IllegalStateException.class, () -> held.demand(List.of(container("restarting", "orders"))));
  }

  @Test
  void lets_go_on_where_writers_are_held_or_ended_and_others_write_elsewhere() {
    assertDoesNotThrow(
        () ->
            held.demand(
                List.of(
                    container("paused", "orders"),
                    container("exited", "orders"),
                    container("running", "cache"))));
  }

  private static Container container(String state, String volume) {
    return new Container(
        "id",
        "db",
        "image",
        "sha256:1",
        state,
        null,
        0,
        0,
        false,
        Instant.EPOCH,
        null,
        null,
        new TreeMap<>(),
        List.of(new Container.Mounted("volume", volume, "/v", "/data", true, false)),
        new TreeMap<>(),
        List.of(),
        new TreeMap<>());
  }
}
