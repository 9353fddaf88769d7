package dev.coppice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HolderTest {

  private final Holder here = Holder.here("r1", Instant.now());

  @Test
  void knows_that_this_process_lives() {
    assertEquals(Holder.Life.LIVES, here.life());
  }

  @Test
  void knows_a_process_that_has_ended() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();

    assertEquals(Holder.Life.ENDED, with(process.pid(), here.place(), Instant.now()).life());
  }

  @Test
  void takes_a_process_that_began_later_for_another_one() {
    Instant before = Instant.now().minus(Duration.ofDays(100));

    assertEquals(
        Holder.Life.ENDED, with(ProcessHandle.current().pid(), here.place(), before).life());
  }

  @Test
  void knows_nothing_of_another_machine() {
    assertEquals(
        Holder.Life.UNKNOWN, with(ProcessHandle.current().pid(), "other/1", Instant.now()).life());
  }

  @Test
  void is_read_back_from_the_labels_that_it_wrote() {
    assertEquals(Optional.of(here), Holder.of(here.facts()));
  }

  @Test
  void is_not_read_from_labels_that_somebody_broke() {
    for (String key : here.facts().keySet()) {
      Map<String, String> less = new HashMap<>(here.facts());
      less.remove(key);
      boolean optional = key.endsWith("user") || key.endsWith("host");
      assertEquals(optional, Holder.of(less).isPresent(), key);
    }
    Map<String, String> odd = new HashMap<>(here.facts());
    odd.replaceAll((key, value) -> key.endsWith("pid") ? "x" : value);
    assertTrue(Holder.of(odd).isEmpty());
  }

  private Holder with(long pid, String place, Instant since) {
    return new Holder("r1", here.user(), here.host(), place, pid, since);
  }
}
