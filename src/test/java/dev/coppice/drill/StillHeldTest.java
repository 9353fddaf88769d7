package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coppice.evidence.RunRecord.RescueCopy;
import dev.coppice.stack.Container;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StillHeldTest {

  private final SmallEngine engine = new SmallEngine();
  private final StillHeld held =
      new StillHeld(engine.reads(), List.of(new RescueCopy("orders", "orders.tar", "0", 1, 1)));

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

  @ParameterizedTest
  @CsvSource({
    "kill,             running, orders, true",
    "remove container, running, orders, true",
    "remove container, exited,  orders, false",
    "kill,             paused,  orders, false",
    "kill,             running, cache,  false",
    "remove volume,    running, orders, false",
  })
  void looks_at_the_container_that_a_call_is_about_to_end(
      String call, String state, String volume, boolean refused) {
    engine.container("db", state).mounts = container(state, volume).mounts();
    Change<Boolean> change = new Change<>("s", call, "db", Map.of(), () -> true, null);

    if (refused) {
      assertThrows(IllegalStateException.class, () -> held.demand(change));
    } else {
      assertDoesNotThrow(() -> held.demand(change));
    }
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
