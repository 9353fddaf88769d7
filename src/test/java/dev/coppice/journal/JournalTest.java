package dev.coppice.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.RunClock;
import dev.coppice.time.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class JournalTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void begin() {
    file = folder.resolve("journal.ndjson");
    try (Journal journal = Journal.create(file, "r1", RunClock.start(Time.SYSTEM))) {
      journal.write(Entry.Kind.RUN, Map.of("project", "büro"));
      journal.write(Entry.Kind.INTENT, "remove a", "remove volume", "a", Map.of());
      journal.write(Entry.Kind.DONE, "remove a", "remove volume", "a", Map.of());
    }
  }

  private List<Entry.Kind> kinds() {
    return Journal.read(file).stream().map(Entry::kind).toList();
  }

  @Test
  void chains_each_line_to_the_one_before() throws Exception {
    List<Entry> entries = Journal.read(file);

    assertEquals(List.of(1L, 2L, 3L), entries.stream().map(Entry::seq).toList());
    assertEquals("0".repeat(64), entries.get(0).prev());
    assertEquals(
        dev.coppice.evidence.Hash.sha256(Files.readAllLines(file).get(0)), entries.get(1).prev());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void drops_a_torn_last_line_even_in_the_middle_of_a_character() throws Exception {
    byte[] torn = "{\"seq\":4,\"object\":\"ü".getBytes(StandardCharsets.UTF_8);
    Files.write(file, java.util.Arrays.copyOf(torn, torn.length - 1), StandardOpenOption.APPEND);

    assertEquals(List.of(Entry.Kind.RUN, Entry.Kind.INTENT, Entry.Kind.DONE), kinds());
  }

  @Test
  void goes_on_after_a_torn_line_without_a_gap() throws Exception {
    Files.writeString(file, "{\"seq\":4,", StandardOpenOption.APPEND);

    try (Journal journal = Journal.reopen(file, "r1", RunClock.start(Time.SYSTEM))) {
      journal.write(Entry.Kind.END, Map.of("exit", "0"));
    }
    assertEquals(
        List.of(Entry.Kind.RUN, Entry.Kind.INTENT, Entry.Kind.DONE, Entry.Kind.END), kinds());
  }

  @Test
  void refuses_a_changed_line() throws Exception {
    Files.writeString(file, Files.readString(file).replace("\"büro\"", "\"other\""));

    JournalException refused = assertThrows(JournalException.class, () -> Journal.read(file));
    assertEquals(file + ":1: this line was changed after it was written", refused.getMessage());
  }

  @Test
  void refuses_a_changed_last_line() throws Exception {
    Files.writeString(file, Files.readString(file).replace("DONE", "FAILED"));

    assertEquals(file + ":3: this line was changed after it was written", message());
  }

  @Test
  void refuses_a_journal_of_another_format() throws Exception {
    Path other = folder.resolve("other.ndjson");
    try (Journal journal = Journal.create(other, "r1", RunClock.start(Time.SYSTEM))) {
      journal.write(Entry.Kind.RUN, Map.of(Journal.FORMAT, "coppice.journal/v0"));
    }
    assertEquals(
        other
            + ":1: this journal has the format coppice.journal/v0, this version reads"
            + " coppice.journal/v1",
        assertThrows(JournalException.class, () -> Journal.read(other)).getMessage());
  }

  @Test
  void tells_whose_a_damaged_journal_is_as_long_as_its_first_line_is_whole() throws Exception {
    Files.writeString(file, Files.readString(file).replace("DONE", "FAILED"));
    assertEquals("büro", Journal.first(file).orElseThrow().facts().get("project"));

    Files.writeString(file, Files.readString(file).replace("büro", "other"));
    assertTrue(Journal.first(file).isEmpty());
  }

  @Test
  void tells_what_the_last_whole_line_says_whatever_is_before_it() throws Exception {
    Files.writeString(file, Files.readString(file).replace("büro", "other") + "{\"seq\":4");
    assertEquals(Entry.Kind.DONE, Journal.last(file).orElseThrow().kind());

    Files.writeString(file, Files.readString(file).replace("DONE", "END"));
    assertTrue(Journal.last(file).isEmpty());
    assertTrue(Journal.last(folder.resolve("none")).isEmpty());
  }

  @Test
  void sets_space_aside_until_it_is_closed() throws Exception {
    Path reserve = folder.resolve("journal.ndjson.reserve");
    try (Journal journal = Journal.reopen(file, "r1", RunClock.start(Time.SYSTEM))) {
      journal.reserve(1);
      assertEquals(17 << 14, Files.size(reserve), "a step and what is written beside");
    }
    assertTrue(Files.notExists(reserve));
  }

  @Test
  void refuses_a_line_that_is_missing_and_one_that_is_no_entry() throws Exception {
    List<String> lines = Files.readAllLines(file);
    Files.write(file, List.of(lines.get(0), lines.get(2)));
    assertTrue(message().contains(":2: this line does not follow"), message());

    Files.write(file, List.of(lines.get(0), "{}x", lines.get(2)));
    assertTrue(message().contains(":2: this line is not a journal entry"), message());
  }

  private String message() {
    return String.valueOf(
        assertThrows(JournalException.class, () -> Journal.read(file)).getMessage());
  }

  @Test
  void cuts_off_what_a_failed_write_left_behind() throws Exception {
    try (Journal journal = Journal.reopen(file, "r1", RunClock.start(Time.SYSTEM))) {
      // As a full disk does: part of a line stands, and its write has failed.
      Files.writeString(file, "{\"seq\":4,\"kind", StandardOpenOption.APPEND);
      journal.write(Entry.Kind.END, Map.of());
    }
    assertEquals(4, kinds().size());
  }

  @Test
  void writes_though_the_thread_was_interrupted() {
    try (Journal journal = Journal.reopen(file, "r1", RunClock.start(Time.SYSTEM))) {
      Thread.currentThread().interrupt();
      journal.write(Entry.Kind.FAILED, Map.of());
      assertTrue(Thread.interrupted());
      journal.write(Entry.Kind.END, Map.of());
    }
    assertEquals(5, kinds().size());
  }

  @Test
  void begins_no_journal_over_another() {
    assertThrows(
        java.io.UncheckedIOException.class,
        () -> Journal.create(file, "r2", RunClock.start(Time.SYSTEM)));
  }

  @Test
  void passes_a_fail_point_before_a_line_is_written_before_it_is_safe_and_after() {
    List<String> passed = new ArrayList<>();
    Path file = folder.resolve("failing");
    try (Journal journal = Journal.create(file, "r1", RunClock.start(Time.SYSTEM), passed::add)) {
      journal.write(Entry.Kind.INTENT, "s", "connect to shop_front", "web", Map.of());
      journal.write(Entry.Kind.STEP_DONE, "s", "remove", "web", Map.of());
    }

    assertEquals(
        List.of(
            "journal.intent.connect.before-write",
            "journal.intent.connect.after-write",
            "journal.intent.connect.after-fsync",
            "journal.step-done.remove.before-write",
            "journal.step-done.remove.after-write",
            "journal.step-done.remove.after-fsync"),
        passed);
  }

  @Test
  void a_write_that_fails_is_told_and_the_next_follows_from_what_stands() {
    Path file = folder.resolve("failing");
    FailPoints failing = failingAt("journal.impact.after-write");
    try (Journal journal = Journal.create(file, "r1", RunClock.start(Time.SYSTEM), failing)) {
      journal.write(Entry.Kind.RUN, Map.of());
      assertThrows(
          java.io.UncheckedIOException.class, () -> journal.write(Entry.Kind.IMPACT, Map.of()));
      journal.write(Entry.Kind.END, Map.of());
    }

    assertEquals(
        List.of(Entry.Kind.RUN, Entry.Kind.END),
        Journal.read(file).stream().map(Entry::kind).toList());
  }

  @Test
  void lines_that_are_written_at_once_share_a_sync_and_none_returns_before_its_own_is_done()
      throws Exception {
    Path file = folder.resolve("shared");
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch syncs = new CountDownLatch(1);
    FailPoints holding =
        point -> {
          if (point.equals("journal.phase.after-fsync")) {
            syncs.countDown();
            awaitQuietly(held);
          }
        };
    List<String> returned = Collections.synchronizedList(new ArrayList<>());
    try (Journal journal = Journal.create(file, "r1", RunClock.start(Time.SYSTEM), holding)) {
      Thread first = writing(journal, Entry.Kind.PHASE, "first", returned);
      syncs.await();
      List<Thread> others = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        others.add(writing(journal, Entry.Kind.INTENT, "other", returned));
      }
      // They are written beside the sync that is under way, and wait for the next.
      while (Files.readAllLines(file).size() < 5
          || others.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
        Thread.sleep(1);
      }
      assertEquals(List.of(), returned);
      held.countDown();
      first.join();
      for (Thread other : others) {
        other.join();
      }
      assertEquals(2, journal.syncs());
    }
    assertEquals(5, returned.size());
    assertEquals(5, Journal.read(file).size());
  }

  private static Thread writing(
      Journal journal, Entry.Kind kind, String name, List<String> returned) {
    Thread thread =
        new Thread(
            () -> {
              try {
                journal.write(kind, Map.of());
                returned.add(name);
              } catch (java.io.UncheckedIOException lost) {
                returned.add("lost: " + name);
              }
            });
    thread.start();
    return thread;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_note_waits_for_no_disk_and_is_there_with_the_next_line() {
    Path file = folder.resolve("noted");
    List<String> passed = new ArrayList<>();
    try (Journal journal = Journal.create(file, "r1", RunClock.start(Time.SYSTEM), passed::add)) {
      journal.note(Entry.Kind.STEP_DONE, "s", "start", "web", Map.of());
      assertEquals(0, journal.syncs());
      journal.write(Entry.Kind.END, Map.of());
      assertEquals(1, journal.syncs());
    }
    assertEquals(
        List.of(
            "journal.step-done.start.before-write",
            "journal.step-done.start.after-write",
            "journal.end.before-write",
            "journal.end.after-write",
            "journal.end.after-fsync"),
        passed);
    assertEquals(2, Journal.read(file).size());
  }

  @Test
  void a_sync_that_fails_loses_what_it_was_to_bring_and_the_next_follows_from_what_is_safe() {
    Path file = folder.resolve("unsynced");
    FailPoints failing = failingAt("journal.impact.after-fsync");
    try (Journal journal = Journal.create(file, "r1", RunClock.start(Time.SYSTEM), failing)) {
      journal.write(Entry.Kind.RUN, Map.of());
      journal.note(Entry.Kind.STEP_DONE, "s", "start", "web", Map.of());
      assertThrows(
          java.io.UncheckedIOException.class, () -> journal.write(Entry.Kind.IMPACT, Map.of()));
      journal.write(Entry.Kind.END, Map.of());
    }

    assertEquals(
        List.of(Entry.Kind.RUN, Entry.Kind.END),
        Journal.read(file).stream().map(Entry::kind).toList());
  }

  @Test
  void who_waited_for_a_sync_that_failed_is_told_so() throws Exception {
    Path file = folder.resolve("told");
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch syncs = new CountDownLatch(1);
    FailPoints failing =
        point -> {
          if (point.equals("journal.phase.after-fsync")) {
            syncs.countDown();
            awaitQuietly(held);
            throw new IOException("no");
          }
        };
    List<String> returned = Collections.synchronizedList(new ArrayList<>());
    try (Journal journal = Journal.create(file, "r1", RunClock.start(Time.SYSTEM), failing)) {
      Thread first = writing(journal, Entry.Kind.PHASE, "first", returned);
      syncs.await();
      Thread other = writing(journal, Entry.Kind.INTENT, "other", returned);
      while (other.getState() != Thread.State.WAITING) {
        Thread.sleep(1);
      }
      held.countDown();
      first.join();
      other.join();
      journal.write(Entry.Kind.END, Map.of());
    }
    assertEquals(List.of("lost: first", "lost: other"), returned.stream().sorted().toList());
    assertEquals(List.of(Entry.Kind.END), Journal.read(file).stream().map(Entry::kind).toList());
  }

  @Test
  void a_sync_that_fails_is_tried_once_more_with_the_space_set_aside() {
    Path file = folder.resolve("reserved");
    int[] failures = {1};
    FailPoints failing =
        point -> {
          if (point.equals("journal.impact.after-fsync") && failures[0]-- > 0) {
            throw new IOException("no");
          }
        };
    try (Journal journal = Journal.create(file, "r1", RunClock.start(Time.SYSTEM), failing)) {
      journal.reserve(1);
      journal.note(Entry.Kind.STEP_DONE, "s", "start", "web", Map.of());
      journal.write(Entry.Kind.IMPACT, Map.of());
      journal.write(Entry.Kind.END, Map.of());
    }

    assertEquals(
        List.of(Entry.Kind.STEP_DONE, Entry.Kind.IMPACT, Entry.Kind.END),
        Journal.read(file).stream().map(Entry::kind).toList());
  }

  private static FailPoints failingAt(String where) {
    return point -> {
      if (point.equals(where)) {
        throw new IOException("no");
      }
    };
  }
}
