package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ran at an instant and has ended since, by what the engine remembers of each container. */
class EndedSinceTest {

  private static final Instant INSTANT = Instant.parse("2026-05-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ended with its engine       | web     | exited  | -60 | 5   | true",
        "has been down for long      | web     | exited  | -60 | -30 | false",
        "runs                        | web     | running | -60 | -70 | false",
        "came up again by its policy | web     | running | 6   | 5   | false",
        "was started only afterwards | web     | exited  | 1   | 5   | false",
        "never started               | web     | created |     |     | false",
        "never ended                 | web     | running | -60 |     | false",
        "of no service of the stack  | strange | exited  | -60 | 5   | false",
      })
  void only_what_ran_then_and_does_not_run_now(
      String what, String service, String state, Integer started, Integer ended, boolean counts) {
    Container container = container(service, state, at(started), at(ended));
    Inventory inventory =
        new Inventory(INSTANT, List.of(container), List.of(), List.of(), List.of());

    List<String> found = EndedSince.of(PlannedShop.stack(), inventory, INSTANT);

    assertEquals(counts ? List.of("id") : List.of(), found, what);
  }

  private static Instant at(Integer seconds) {
    return seconds == null ? null : INSTANT.plusSeconds(seconds);
  }

  private static Container container(
      String service, String state, Instant startedAt, Instant endedAt) {
    Map<String, String> labels =
        Map.of(
            Labels.PROJECT,
            PlannedShop.stack().project(),
            Labels.SERVICE,
            service,
            Labels.NUMBER,
            "1",
            Labels.ONE_OFF,
            "False");
    return new Container(
        "id",
        "name",
        "image",
        "sha256:1",
        state,
        null,
        0,
        0,
        false,
        INSTANT,
        startedAt,
        endedAt,
        new TreeMap<>(labels),
        List.of(),
        new TreeMap<>(),
        List.of(),
        new TreeMap<>());
  }
}
