package dev.coppice.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.data.RescueManifest;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.Entry;
import dev.coppice.journal.Journal;
import dev.coppice.journal.State;
import dev.coppice.plan.Obstacle;
import dev.coppice.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoOpeningTest {

  private static final Obstacle HELD = new Obstacle("the stack is held by run r9", "wait");

  @TempDir Path folder;
  private State state;
  private final List<String> settled = new ArrayList<>();

  @BeforeEach
  void remembers() {
    state = new State(folder);
  }

  @Test
  void what_an_unfinished_run_left_going_comes_to_rest_before_its_undo_is_opened() {
    UndoOpening.open(unfinished(), () -> settled.add("settled"), () -> opened("opened"));
    UndoOpening.open(over(), () -> settled.add("settled"), () -> opened("opened too"));

    assertEquals(List.of("settled", "opened", "opened too"), settled);
  }

  @Test
  void a_refusal_leaves_the_stack_as_it_was_only_where_the_run_is_over() {
    assertThrows(RefusedException.class, () -> refused(over()));

    BlockedException blocked = assertThrows(BlockedException.class, () -> refused(unfinished()));
    assertEquals(List.of(HELD), blocked.obstacles());
  }

  @Test
  void is_refused_where_no_undo_can_help() {
    assertEquals("run r1 has no rescue copies", unfit(unfinished()).substring(0, 27));

    copy("r1");
    assertTrue(unfit(run(Map.of())).startsWith("run r1 lost nothing"), "no impact");
    UndoOpening.requireUndoable(unfinished(), state);
    UndoOpening.requireUndoable(over(), state);
  }

  @Test
  void an_undo_that_is_unfinished_itself_is_finished_first() {
    copy("r1");
    Map<String, String> undo = Map.of(PastRun.UNDOES, "r0");

    assertTrue(unfit(run(undo, Entry.Kind.IMPACT)).startsWith("run r1 is an undo itself"));
    UndoOpening.requireUndoable(run(undo, Entry.Kind.IMPACT, Entry.Kind.END), state);
  }

  @Test
  void two_undos_of_one_run_would_wait_for_each_other() {
    copy("r1");
    journal("r2", Map.of("project", "shop", PastRun.UNDOES, "r1"));

    assertTrue(unfit(unfinished()).startsWith("run r1 is being undone by run r2"));
    assertTrue(unfit(over()).startsWith("run r1 is being undone by run r2"));
  }

  @Test
  void a_stack_with_another_unfinished_run_is_not_as_it_was() {
    journal("r1", Map.of("project", "shop"));
    journal("r2", Map.of("project", "shop"));
    journal("r3", Map.of("project", "other"));
    journal("r4", Map.of("project", "shop"), Entry.Kind.END);

    PastRun past = PastRun.read(state, "r2").orElseThrow();

    assertEquals(List.of("r1"), past.othersUnfinished(state).stream().map(PastRun::id).toList());
  }

  private Opened opened(String word) {
    settled.add(word);
    return null;
  }

  private void refused(PastRun past) {
    UndoOpening.open(
        past,
        () -> {},
        () -> {
          throw new RefusedException(List.of(HELD));
        });
  }

  private String unfit(PastRun past) {
    return assertThrows(RefusedException.class, () -> UndoOpening.requireUndoable(past, state))
        .getMessage();
  }

  private PastRun unfinished() {
    return run(Map.of(), Entry.Kind.IMPACT);
  }

  private PastRun over() {
    return run(Map.of(), Entry.Kind.IMPACT, Entry.Kind.END);
  }

  private PastRun run(Map<String, String> facts, Entry.Kind... then) {
    List<Entry> entries = new ArrayList<>(List.of(entry(Entry.Kind.RUN, facts)));
    for (Entry.Kind kind : then) {
      entries.add(entry(kind, PastRun.exitFact(0)));
    }
    return new PastRun("r1", entries);
  }

  private static Entry entry(Entry.Kind kind, Map<String, String> facts) {
    return new Entry(1, "", "r1", "boot", 0, Instant.EPOCH, kind, null, null, null, facts);
  }

  private void journal(String run, Map<String, String> facts, Entry.Kind... then) {
    Map<String, String> all = new TreeMap<>(facts);
    all.put(PastRun.TOOL, Provenance.tool().version());
    Path file = state.makeRun(run).resolve(PastRun.JOURNAL);
    try (Journal journal = Journal.create(file, run, RunClock.start(Time.SYSTEM))) {
      journal.write(Entry.Kind.RUN, all);
      for (Entry.Kind kind : then) {
        journal.write(kind, PastRun.exitFact(0));
      }
    }
  }

  private void copy(String run) {
    RescueManifest manifest =
        new RescueManifest(
            RescueManifest.FORMAT,
            "shop_orders",
            "orders",
            "shop",
            "hill",
            "/var/lib/docker",
            "0".repeat(64),
            0,
            0,
            1,
            Instant.EPOCH,
            run);
    try {
      Path copies = Files.createDirectories(state.rescueCopies().resolve(run));
      Files.writeString(copies.resolve("shop_orders.tar"), "");
      Files.writeString(copies.resolve("shop_orders.tar.manifest.json"), Json.pretty(manifest));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
