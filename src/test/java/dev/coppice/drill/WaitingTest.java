package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitingTest {

  private static Step step(Verb verb, String id, String... waitsFor) {
    return new Step(id, Phase.REBUILD, verb, id, "test", List.of(waitsFor), Map.of());
  }

  /** Begins all that may begin by now. */
  private static List<String> begin(Waiting waiting, List<Step> begun) {
    List<String> ids = new ArrayList<>();
    for (Step step = waiting.next(); step != null; step = waiting.next()) {
      waiting.begun(step);
      begun.add(step);
      ids.add(step.id());
    }
    return ids;
  }

  @Test
  void begins_first_what_most_others_wait_for() {
    Waiting waiting =
        new Waiting(
            List.of(
                step(Verb.CREATE, "web"),
                step(Verb.CREATE, "db"),
                step(Verb.START, "start web", "web", "start db"),
                step(Verb.START, "start db", "db"),
                step(Verb.CREATE, "alone")),
            2);
    List<Step> begun = new ArrayList<>();

    assertEquals(List.of("db", "web"), begin(waiting, begun));
    waiting.ended(begun.get(0), true);
    assertEquals(List.of("start db"), begin(waiting, begun));
    waiting.ended(begun.get(1), true);
    assertEquals(List.of("alone"), begin(waiting, begun));
    waiting.ended(begun.get(2), true);
    assertEquals(List.of("start web"), begin(waiting, begun));
    assertEquals(List.of(), List.copyOf(waiting.left()));
  }

  @Test
  void a_restore_that_others_wait_for_goes_before_a_row_of_starts() {
    Waiting waiting =
        new Waiting(
            List.of(
                step(Verb.START, "a"),
                step(Verb.START, "b", "a"),
                step(Verb.START, "c", "b"),
                step(Verb.START, "db"),
                step(Verb.RESTORE, "orders", "db")),
            1);

    assertEquals(List.of("db"), begin(waiting, new ArrayList<>()));
  }

  @Test
  void what_only_waits_or_moves_data_needs_no_place() {
    Waiting waiting =
        new Waiting(
            List.of(
                step(Verb.START, "a"),
                step(Verb.START, "b"),
                step(Verb.AWAIT_HEALTHY, "await"),
                step(Verb.PULL, "pull"),
                step(Verb.RESTORE, "restore")),
            1);

    assertEquals(List.of("await", "pull", "restore", "a"), begin(waiting, new ArrayList<>()));
  }

  @Test
  void what_waits_for_a_failure_is_left_in_the_order_of_the_plan() {
    Waiting waiting =
        new Waiting(
            List.of(
                step(Verb.START, "a"),
                step(Verb.START, "c", "b"),
                step(Verb.START, "b", "a"),
                step(Verb.START, "d", "unknown")),
            8);
    List<Step> begun = new ArrayList<>();
    begin(waiting, begun);
    waiting.ended(begun.get(0), false);

    assertEquals(List.of(), begin(waiting, begun));
    assertEquals(List.of("c", "b", "d"), waiting.left().stream().map(Step::id).toList());
  }
}
