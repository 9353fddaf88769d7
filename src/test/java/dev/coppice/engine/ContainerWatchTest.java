package dev.coppice.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.stack.Container;
import dev.coppice.stack.EngineEvent;
import dev.coppice.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ContainerWatchTest {

  private static final Duration LONG = Duration.ofSeconds(9);

  private final OneContainerEngine engine = new OneContainerEngine();
  private final ContainerWatch watch = new ContainerWatch(engine, Time.SYSTEM);

  @Test
  void returns_at_once_when_it_is_as_wanted() throws Exception {
    engine.become("running");
    assertEquals("running", await(LONG).state());
    assertEquals(1, engine.inspections());
  }

  @Test
  void is_woken_by_an_event_of_that_very_container() throws Exception {
    CompletableFuture<Container> waiting = awaitInBackground();
    engine.awaitInspections(1);
    engine.become("running");
    watch.heard(event("container", "one", "start"));
    assertEquals("running", waiting.get(5, TimeUnit.SECONDS).state());
    assertEquals(2, engine.inspections());
  }

  @Test
  void sleeps_through_the_events_of_others() throws Exception {
    CompletableFuture<Container> waiting = awaitInBackground();
    engine.awaitInspections(1);
    engine.become("running");
    watch.heard(event("container", "two", "start"));
    watch.heard(event("network", "one", "connect"));
    assertThrows(
        java.util.concurrent.TimeoutException.class, () -> waiting.get(50, TimeUnit.MILLISECONDS));
    assertEquals(1, engine.inspections());
    watch.heard(event("container", "one", "start"));
    waiting.get(5, TimeUnit.SECONDS);
  }

  @Test
  void misses_no_event_that_comes_while_it_inspects() throws Exception {
    // The event belongs to a change that the answer under way does not show yet.
    engine.onFirstInspection(
        () -> {
          engine.become("running");
          watch.heard(event("container", "one", "start"));
        });
    assertEquals("running", await(LONG).state());
  }

  @Test
  void knows_a_container_by_its_name_too() throws Exception {
    CompletableFuture<Container> waiting = awaitInBackground("first");
    engine.awaitInspections(1);
    engine.become("running");
    watch.heard(event("container", "one", "start"));
    assertEquals("running", waiting.get(5, TimeUnit.SECONDS).state());
  }

  @Test
  void stops_where_there_is_no_hope() throws Exception {
    engine.become("dead");
    Container container =
        watch.await("one", Container::isRunning, now -> now.state().equals("dead"), LONG);
    assertEquals("dead", container.state());
  }

  @Test
  void looks_a_last_time_when_time_is_up() throws Exception {
    engine.onFirstInspection(() -> engine.become("running"));
    assertEquals("running", await(Duration.ofMillis(20)).state());
    assertEquals(2, engine.inspections());
  }

  @Test
  void says_so_when_no_more_events_will_come() throws Exception {
    CompletableFuture<Container> waiting = awaitInBackground();
    engine.awaitInspections(1);
    watch.lost(new EngineException("listen", "the engine went away", 0, null));
    ExecutionException thrown =
        assertThrows(ExecutionException.class, () -> waiting.get(5, TimeUnit.SECONDS));
    assertEquals(
        "tried to wait for container one but failed because: the engine's events ended"
            + " (the engine went away)",
        thrown.getCause().getMessage());
    assertThrows(EngineException.class, () -> await(LONG));
    engine.become("running");
    assertEquals("running", await(LONG).state());
  }

  @Test
  void says_so_when_the_container_is_gone() {
    EngineException gone =
        assertThrows(
            EngineException.class, () -> watch.await("other", now -> true, now -> false, LONG));
    assertTrue(gone.isMissing());
  }

  private Container await(Duration timeout) throws InterruptedException {
    return watch.await("one", Container::isRunning, now -> false, timeout);
  }

  private CompletableFuture<Container> awaitInBackground() {
    return awaitInBackground("one");
  }

  private CompletableFuture<Container> awaitInBackground(String id) {
    CompletableFuture<Container> answer = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                answer.complete(watch.await(id, Container::isRunning, now -> false, LONG));
              } catch (InterruptedException | RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return answer;
  }

  private static EngineEvent event(String type, String id, String action) {
    String name = id.equals("one") ? "first" : "second";
    return new EngineEvent(System.nanoTime(), 0, type, action, id, Map.of("name", name));
  }

  static Container container(String state) {
    return new Container(
        "one",
        "first",
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
        List.of(),
        new TreeMap<>(),
        List.of(),
        new TreeMap<>());
  }
}
