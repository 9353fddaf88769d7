package dev.coppice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

  private static final Instant NOW = Time.SYSTEM.wall();

  @TempDir Path folder;

  private Optional<RunLock> take(String name, String doing) {
    return RunLock.take(folder, name, LockNote.begun(doing, NOW), Time.SYSTEM);
  }

  private CompletableFuture<Optional<RunLock>> takenMeanwhile() {
    return CompletableFuture.supplyAsync(() -> take("shop", "the second"));
  }

  @Test
  void lets_one_hold_and_tells_the_other_which_run_it_is() {
    try (RunLock held = take("shop", "the first").orElseThrow()) {
      held.isOf("r1");
      assertTrue(take("shop", "the second").isEmpty());
      assertTrue(take("other", "the third").isPresent());
      assertTrue(
          RunLock.holder(folder, "shop").startsWith("the first: run r1 of "),
          RunLock.holder(folder, "shop"));
    }
    assertTrue(take("shop", "the second").isPresent());
    assertTrue(RunLock.holder(folder, "shop").startsWith("the second of "));
  }

  @Test
  void waits_until_whoever_holds_it_says_for_which_run() throws Exception {
    try (RunLock held = take("shop", "the first").orElseThrow()) {
      var second = takenMeanwhile();
      Time.SYSTEM.sleep(Duration.ofMillis(120));
      assertFalse(second.isDone(), "nobody knows yet who holds it");
      held.isOf("r1");

      assertTrue(second.get(5, TimeUnit.SECONDS).isEmpty());
    }
  }

  @Test
  void takes_it_from_one_who_gives_up_before_it_has_a_run() throws Exception {
    CompletableFuture<Optional<RunLock>> second;
    try (RunLock held = take("shop", "the first").orElseThrow()) {
      second = takenMeanwhile();
      Time.SYSTEM.sleep(Duration.ofMillis(120));
    }

    assertTrue(second.get(5, TimeUnit.SECONDS).isPresent());
  }

  @Test
  void does_not_believe_the_note_of_a_dead_process() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Holder me = Holder.here("r0", NOW);
    Holder gone = new Holder("r0", me.user(), me.host(), me.place(), dead.pid(), NOW);
    try (RunLock held = take("shop", "the first").orElseThrow()) {
      new LockNote("the dead", gone).write(folder.resolve("shop.holder"));
      assertFalse(RunLock.isHeld(folder, "shop"), "its process has ended");
      var second = takenMeanwhile();
      Time.SYSTEM.sleep(Duration.ofMillis(120));
      assertFalse(second.isDone());
      held.isOf("r1");

      second.get(5, TimeUnit.SECONDS);

      assertTrue(RunLock.holder(folder, "shop").startsWith("the first: run r1"));
    }
  }

  @Test
  void tells_whether_it_is_held_without_touching_it() {
    assertFalse(RunLock.isHeld(folder, "shop"));
    try (RunLock held = take("shop", "the first").orElseThrow()) {
      assertTrue(RunLock.isHeld(folder, "shop"));
    }
    assertFalse(RunLock.isHeld(folder, "shop"));
  }

  @Test
  void knows_a_holder_that_left_no_note() {
    assertEquals("another run", RunLock.holder(folder, "shop"));
  }

  @Test
  void keeps_state_where_the_user_says() {
    State state = State.of(Map.of("XDG_STATE_HOME", folder.toString()));

    assertEquals(folder.resolve("coppice/runs/r1"), state.run("r1"));
    assertEquals(List.of(), state.runs());
    state.makeRun("r2");
    state.makeRun("r1");
    assertEquals(List.of("r1", "r2"), state.runs());
  }

  @Test
  void keeps_state_at_home_where_nobody_says_anything() {
    Path home = Path.of(System.getProperty("user.home")).toAbsolutePath();

    assertEquals(home.resolve(".local/state/coppice"), State.of(Map.of()).root());
    assertEquals(
        home.resolve(".local/state/coppice"), State.of(Map.of("XDG_STATE_HOME", " ")).root());
  }
}
