package dev.coppice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncementTest {

  private static final Instant NOW = Instant.now();
  private static final Path SCENARIO = Path.of("/srv/shop/total loss.yaml");

  @TempDir private Path folder;
  private State state;

  @BeforeEach
  void a_state_folder() {
    state = new State(folder);
  }

  /** As a process leaves it that is no more. */
  private void dead(String scenario) throws IOException {
    Announcement announced = Announcement.of(state, Path.of(scenario), NOW);
    String text = Files.readString(announced.file());
    String own = "pid=" + ProcessHandle.current().pid();
    assertTrue(text.contains(own), text);
    Files.writeString(
        announced.file().resolveSibling("dead" + scenario.hashCode()),
        text.replace(own, "pid=2147483646"));
    announced.close();
  }

  private List<Path> left() {
    return Announcement.left(state).stream().map(Announcement::scenario).toList();
  }

  @Test
  void of_a_process_that_lives_nothing_is_left() {
    try (Announcement announced = Announcement.of(state, SCENARIO, NOW)) {
      assertEquals(List.of(), left());
    }
  }

  @Test
  void a_process_that_died_has_left_it_with_its_scenario() throws IOException {
    dead(SCENARIO.toString());

    assertEquals(List.of(SCENARIO), left());
    assertEquals(NOW, Announcement.left(state).get(0).since());
  }

  @Test
  void taken_back_it_is_gone() {
    Announcement announced = Announcement.of(state, SCENARIO, NOW);
    announced.close();

    assertFalse(Files.exists(announced.file()));
    announced.close();
  }

  @Test
  void one_that_saw_the_stack_stand_takes_back_those_of_its_scenario_only() throws IOException {
    dead(SCENARIO.toString());
    dead("/srv/other.yaml");
    try (Announcement announced = Announcement.of(state, SCENARIO, NOW)) {
      announced.supersedes(state);
    }

    assertEquals(List.of(Path.of("/srv/other.yaml")), left());
  }

  @Test
  void a_file_that_is_none_is_passed_over() throws IOException {
    dead(SCENARIO.toString());
    Files.writeString(state.announced().resolve("torn"), "scenario=/x\ndev.coppice");

    assertEquals(List.of(SCENARIO), left());
  }

  @Test
  void it_knows_the_run_of_its_process() {
    Holder run = Holder.here("20260501-120000-abcd", NOW.plusSeconds(1));
    Holder other = new Holder("r", "u", "h", run.place(), run.pid() + 1, run.since());
    Holder before = Holder.here("20260501-110000-abcd", NOW.minusSeconds(100));
    try (Announcement announced = Announcement.of(state, SCENARIO, NOW)) {
      assertTrue(announced.isOf(run));
      assertFalse(announced.isOf(other));
      assertFalse(announced.isOf(before));
    }
  }
}
