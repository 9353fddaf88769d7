package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.Container;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwaitingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWAIT_STARTED   | running | 0 |           | wanted",
        "AWAIT_STARTED   | exited  | 0 |           | wanted",
        "AWAIT_STARTED   | exited  | 1 |           | hopeless",
        "AWAIT_STARTED   | created | 0 |           | wait",
        "AWAIT_COMPLETED | running | 0 |           | wait",
        "AWAIT_COMPLETED | exited  | 0 |           | wanted",
        "AWAIT_COMPLETED | exited  | 1 |           | hopeless",
        "AWAIT_HEALTHY   | running | 0 | starting  | wait",
        "AWAIT_HEALTHY   | running | 0 | healthy   | wanted",
        "AWAIT_HEALTHY   | running | 0 | unhealthy | hopeless",
        "AWAIT_HEALTHY   | running | 0 |           | hopeless",
        "AWAIT_HEALTHY   | exited  | 0 | starting  | hopeless"
      })
  void knows_what_is_waited_for_and_what_will_never_be(
      Verb verb, String state, int exitCode, String health, String expected) {
    assertEquals(expected, seen(verb, Map.of(), state, exitCode, health));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "running | 0 | starting  | wait",
        "running | 0 | healthy   | wanted",
        "running | 0 | unhealthy | hopeless",
        "running | 0 |           | wanted",
        "exited  | 0 | starting  | wanted",
        "exited  | 1 | starting  | hopeless",
        "exited  | 1 |           | wanted"
      })
  void waits_for_the_health_check_of_an_image_where_it_has_one(
      String state, int exitCode, String health, String expected) {
    Map<String, String> settings = Map.of(Awaited.WHERE_CHECKED, "true");
    assertEquals(expected, seen(Verb.AWAIT_HEALTHY, settings, state, exitCode, health));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "running    | starting  | served | wanted",
        "running    | starting  | asked  | wait",
        "running    |           | served | wanted",
        "running    |           | asked  | wait",
        "running    |           | failed | hopeless",
        "running    | unhealthy | asked  | hopeless",
        "running    | healthy   | asked  | wanted",
        "restarting | starting  | served | wait",
        "exited     | starting  | served | hopeless"
      })
  void takes_the_word_of_the_health_command_for_that_of_the_engine(
      String state, String health, String told, String expected) {
    Own own = new Own(true, told.equals("served"), told.equals("failed"));
    assertEquals(expected, seen(Verb.AWAIT_HEALTHY, Map.of(), state, 1, health, own));
  }

  private static String seen(
      Verb verb, Map<String, String> settings, String state, int exitCode, String health) {
    return seen(verb, settings, state, exitCode, health, Own.NOTHING);
  }

  private static String seen(
      Verb verb, Map<String, String> settings, String state, int exitCode, String health, Own own) {
    Step step = new Step("await", Phase.REBUILD, verb, "c", "it must", List.of(), settings);
    Container container =
        new Container(
            "c",
            "shop-web-1",
            "shop/web:1",
            "i",
            state,
            health,
            exitCode,
            0,
            false,
            Instant.EPOCH,
            null,
            null,
            new TreeMap<>(),
            List.of(),
            new TreeMap<>(),
            List.of(),
            new TreeMap<>());
    if (Awaiting.isAsWanted(step, container, own)) {
      return "wanted";
    }
    return Awaiting.isHopeless(step, container, own) ? "hopeless" : "wait";
  }
}
