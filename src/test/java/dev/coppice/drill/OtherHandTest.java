package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.evidence.RunRecord.Touched;
import dev.coppice.stack.EngineEvent;
import dev.coppice.stack.Labels;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherHandTest {

  private static final Set<Touched> TOUCHED =
      Set.of(
          new Touched("remove container", "old"),
          new Touched("kill", "old"),
          new Touched("kill", "only-killed"),
          new Touched("pause", "held"));

  private static final OtherHand NATIVE = new OtherHand("shop", "r1", true, TOUCHED::contains);

  private static EngineEvent event(String action, String id, String run, String project) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("name", "shop-web-1");
    attributes.put(Labels.PROJECT, project);
    if (!run.isEmpty()) {
      attributes.put(Labels.RUN, run);
    }
    return new EngineEvent(0, 0, "container", action, id, attributes);
  }

  @ParameterizedTest
  @CsvSource({
    // what happened, to what, made by which run, of which project, what is told
    "create,  new,         r1, shop,  ''",
    "create,  new,         '', shop,  created",
    "create,  new,         r0, shop,  created",
    "create,  new,         '', other, ''",
    "destroy, old,         '', shop,  ''",
    "destroy, only-killed, '', shop,  removed",
    "destroy, new,         r1, shop,  removed",
    "kill,    old,         '', shop,  ''",
    "stop,    only-killed, '', shop,  ''",
    "kill,    new,         r1, shop,  killed",
    "stop,    new,         r1, shop,  stopped",
    "restart, new,         r1, shop,  restarted",
    "pause,   held,        '', shop,  ''",
    "unpause, held,        '', shop,  let go on",
    "start,   new,         r1, shop,  ''",
    "die,     new,         r1, shop,  ''",
  })
  void tells_what_no_call_of_ours_did(
      String action, String id, String run, String project, String told) {
    Optional<String> expected =
        told.isEmpty()
            ? Optional.empty()
            : Optional.of(
                "somebody else changed the stack meanwhile: container shop-web-1 was %s by another hand"
                    .formatted(told));

    assertEquals(expected, NATIVE.told(event(action, id, run, project)));
  }

  @Test
  void tells_nothing_where_a_command_of_ours_makes_the_containers() {
    OtherHand compose = new OtherHand("shop", "r1", false, TOUCHED::contains);

    assertEquals(Optional.empty(), compose.told(event("create", "new", "", "shop")));
  }
}
