package dev.coppice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

  @TempDir Path folder;

  @Test
  void lets_one_hold_and_tells_the_other_who_it_is() {
    try (RunLock held = RunLock.take(folder, "shop", "the first\n").orElseThrow()) {
      assertTrue(RunLock.take(folder, "shop", "the second").isEmpty());
      assertTrue(RunLock.take(folder, "other", "the third").isPresent());
      assertEquals("the first", RunLock.holder(folder, "shop"));
    }
    assertTrue(RunLock.take(folder, "shop", "the second").isPresent());
    assertEquals("the second", RunLock.holder(folder, "shop"));
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
