package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.RunClock;
import dev.coppice.journal.Entry;
import dev.coppice.journal.FailPoints;
import dev.coppice.journal.Holder;
import dev.coppice.journal.Journal;
import dev.coppice.journal.State;
import dev.coppice.stack.Labels;
import dev.coppice.time.Time;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineLockTest {

  private static final String NAME = "coppice-lock-shop";

  @TempDir Path folder;
  private final RunClock clock = RunClock.start(Time.SYSTEM);
  private final SmallEngine engine = new SmallEngine();
  private final List<Journal> journals = new ArrayList<>();
  private EngineLock lock;

  @BeforeEach
  void begin() {
    lock = lock("r1", "n1");
  }

  @AfterEach
  void end() {
    journals.forEach(Journal::close);
  }

  private EngineLock lock(String run, String nonce) {
    Journal journal = Journal.create(folder.resolve(run + nonce), run, clock);
    journal.write(Entry.Kind.RUN, Map.of());
    journals.add(journal);
    Access access =
        new Access(
            engine.reads(),
            engine.changes(),
            null,
            null,
            (pinned, architecture) -> List.of(),
            Time.SYSTEM,
            new State(folder.resolve("state")),
            Map.of(),
            FailPoints.NONE);
    LockChoice.Wanting wanting = new LockChoice.Wanting(run, nonce, false, "coppice unlock");
    return new EngineLock(access, journal, clock, engine.identity, "shop", wanting);
  }

  private SmallEngine.Stands held() {
    return engine.containers.values().stream()
        .filter(stands -> stands.name.equals(NAME))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void is_a_container_that_says_whose_it_is_and_is_nobodys_service() {
    lock.take();

    SmallEngine.Stands held = held();
    assertEquals("created", held.state);
    assertEquals("n1", held.labels.get(Labels.NONCE));
    assertEquals("shop", held.labels.get(Labels.LOCK));
    assertEquals("r1", Holder.of(held.labels).orElseThrow().run());
    assertNull(held.labels.get(Labels.PROJECT));
    assertNull(held.labels.get(Labels.SERVICE));
  }

  @Test
  void leaves_nothing_when_it_is_given_up() {
    lock.take();

    lock.release();

    assertEquals(Map.of(), engine.containers);
    assertEquals(List.of(), engine.images);
  }

  @Test
  void is_given_up_by_nobody_who_does_not_hold_it() {
    lock("r2", "n2").take();

    assertThrows(RefusedException.class, lock::take);
    lock.release();

    assertEquals("n2", held().labels.get(Labels.NONCE));
    assertEquals(List.of("coppice/empty:r2"), engine.images);
  }

  @Test
  void goes_to_one_of_two_that_look_at_the_same_time() {
    // Both have seen nothing there; the other one is faster.
    engine.beforeCall =
        () -> {
          if (engine.calls.stream().filter(call -> call.startsWith("import")).count() == 1) {
            engine.beforeCall = () -> {};
            engine.next = SmallEngine.Next.IS_REFUSED;
            SmallEngine.Stands other = engine.container("theirs", "created");
            other.name = NAME;
            Map<String, String> labels =
                new HashMap<>(Holder.here("r2", Time.SYSTEM.wall()).facts());
            labels.putAll(Map.of(Labels.LOCK, "shop", Labels.RUN, "r2", Labels.NONCE, "n2"));
            other.labels = labels;
          }
        };

    RefusedException refused = assertThrows(RefusedException.class, lock::take);

    assertTrue(refused.getMessage().contains("held by run r2 of "), refused.getMessage());
    lock.release();
    assertEquals(List.of(), engine.images);
    assertEquals("n2", held().labels.get(Labels.NONCE));
  }

  @Test
  void is_made_again_where_somebody_removed_it() {
    lock.take();
    assertFalse(lock.demand());
    engine.containers.clear();
    engine.images.clear();

    assertTrue(lock.demand(), "it had to be made again");

    assertEquals("n1", held().labels.get(Labels.NONCE));
    assertFalse(lock.demand());
  }

  @Test
  void asks_the_engine_once_where_it_stands_still() {
    lock.take();
    int calls = engine.calls.size();

    lock.demand();

    assertEquals(calls, engine.calls.size());
  }

  @Test
  void lets_nothing_be_destroyed_once_somebody_else_holds_it() {
    lock.take();
    engine.containers.clear();
    lock("r2", "n2").take();

    IllegalStateException lost = assertThrows(IllegalStateException.class, lock::demand);

    assertTrue(lost.getMessage().contains("run r2"), lost.getMessage());
    assertTrue(lost.getMessage().contains("destroys nothing more"), lost.getMessage());
  }

  @Test
  void is_taken_over_by_the_resumption_of_its_own_run() {
    lock.take();
    String dead = engine.containers.keySet().iterator().next();
    EngineLock again = lock("r1", "n1-again");
    assertThrows(RefusedException.class, again::take, "another nonce is another run");

    lock.take();

    assertTrue(
        engine.calls.contains("removeContainer " + dead), "its labels name the process that lives");
    assertEquals("n1", held().labels.get(Labels.NONCE));
  }

  @Test
  void waits_for_an_engine_that_is_away_and_remembers_that_it_was() {
    engine.away = 1;

    lock.take();

    assertEquals(1, lock.loss().count());
    assertEquals("n1", held().labels.get(Labels.NONCE));
  }

  @Test
  void is_made_once_though_the_answer_is_lost() {
    engine.beforeCall =
        () -> {
          if (!engine.images.isEmpty()) {
            engine.beforeCall = () -> {};
            engine.next = SmallEngine.Next.IS_DONE_AND_ITS_ANSWER_LOST;
          }
        };

    lock.take();

    assertEquals(
        1, engine.calls.stream().filter(call -> call.startsWith("createContainer")).count());
  }
}
