package dev.coppice.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.Verdict;
import dev.coppice.journal.Entry;
import dev.coppice.journal.Journal;
import dev.coppice.judge.FactsOf;
import dev.coppice.judge.Judge;
import dev.coppice.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each invariant, where it holds and where it does not. */
class InvariantsTest {

  @TempDir Path folder;

  private static void holds(List<String> broken) {
    assertEquals(List.of(), broken);
  }

  private static void breaks(String word, List<String> broken) {
    assertTrue(broken.stream().anyMatch(sentence -> sentence.contains(word)), broken::toString);
  }

  @Test
  void sees_a_stranger_that_was_touched_and_a_thing_that_was_left() {
    holds(Invariants.foreignIsAsBefore(Set.of("container a"), Set.of("container a")));
    breaks("touched", Invariants.foreignIsAsBefore(Set.of("container a"), Set.of()));
    breaks("left", Invariants.foreignIsAsBefore(Set.of(), Set.of("image coppice/empty:1")));
  }

  @Test
  void sees_a_stack_that_an_end_before_impact_changed() {
    holds(Invariants.stackIsAsBefore(Set.of("volume v"), Set.of("volume v")));
    breaks("ended 3", Invariants.stackIsAsBefore(Set.of("volume v"), Set.of("volume w")));
  }

  private Path journal(Entry.Kind... kinds) {
    Path file = folder.resolve("journal-" + System.nanoTime());
    try (Journal journal = Journal.create(file, "r1", RunClock.start(Time.SYSTEM))) {
      journal.write(Entry.Kind.RUN, Map.of());
      for (Entry.Kind kind : kinds) {
        journal.write(kind, "s", "remove volume", "shop_data", Map.of());
      }
    }
    return file;
  }

  private static Call call(String method, String path) {
    return new Call(method, "/v1.41" + path, 1, 0);
  }

  @Test
  void sees_a_call_that_was_not_written_down_before_it_was_made() {
    Call removal = call("DELETE", "/volumes/shop_data?force=0");

    holds(Invariants.intendedBefore(removal, List.of(journal(Entry.Kind.INTENT))));
    breaks("no durable intent", Invariants.intendedBefore(removal, List.of(journal())));
    breaks(
        "no durable intent",
        Invariants.intendedBefore(removal, List.of(journal(Entry.Kind.INTENT, Entry.Kind.DONE))));
    breaks(
        "no durable intent",
        Invariants.intendedBefore(
            call("DELETE", "/volumes/other"), List.of(journal(Entry.Kind.INTENT))));
    for (String verb : List.of("kill", "stop", "pause")) {
      breaks(
          "no durable intent",
          Invariants.intendedBefore(
              call("POST", "/containers/c1/" + verb + "?t=1"), List.of(journal())));
    }
    breaks(
        "no durable intent",
        Invariants.intendedBefore(call("POST", "/volumes/prune"), List.of(journal())));
    holds(Invariants.intendedBefore(call("POST", "/containers/c1/start"), List.of()));
    holds(Invariants.intendedBefore(call("GET", "/containers/c1/json"), List.of()));
  }

  private static Standing standing(String... states) {
    List<Standing.Thing> things = new java.util.ArrayList<>();
    for (String state : states) {
      things.add(new Standing.Thing("container", "c" + things.size(), "/web", state, "web", true));
    }
    return new Standing(things);
  }

  @Test
  void sees_a_stack_that_is_down() {
    holds(Invariants.stackIsUp(standing("running"), Set.of("web"), true));
    breaks("does not stand", Invariants.stackIsUp(standing(), Set.of("web"), true));
    breaks("does not stand", Invariants.stackIsUp(standing("exited"), Set.of("web"), true));
    breaks(
        "does not stand",
        Invariants.stackIsUp(standing("running", "running"), Set.of("web"), true));
    breaks("not served", Invariants.stackIsUp(standing("running"), Set.of("web"), false));
  }

  @Test
  void sees_what_stays_paused() {
    holds(Invariants.nothingIsPaused(standing("running")));
    breaks("still paused", Invariants.nothingIsPaused(standing("running", "paused")));
  }

  @Test
  void sees_a_write_that_is_nowhere() throws IOException {
    Path backup = Files.writeString(folder.resolve("backup"), "first\n");
    Path rescue = Files.createDirectories(folder.resolve("rescue/r1"));
    Files.writeString(rescue.resolve("data.tar"), "header\0\0\0second\nthird\n\0\0");
    Set<String> live = Set.of("fourth");

    holds(
        Invariants.nothingIsLost(
            Set.of("first", "second", "third", "fourth"), live, backup, folder.resolve("rescue")));
    breaks(
        "lost: [fifth]",
        Invariants.nothingIsLost(Set.of("fifth", "first"), live, backup, folder.resolve("rescue")));
    breaks(
        "lost: [first]",
        Invariants.nothingIsLost(
            Set.of("first"), live, folder.resolve("none"), folder.resolve("none")));
  }

  @Test
  void sees_a_journal_that_does_not_hold_together() throws IOException {
    Path journal = journal(Entry.Kind.INTENT, Entry.Kind.DONE);
    holds(Invariants.journalHolds(journal));

    String text = Files.readString(journal);
    Files.writeString(journal, text + "{\"torn\":");
    holds(Invariants.journalHolds(journal));
    Files.writeString(journal, text.replace("\"INTENT\"", "\"DONE\""));
    breaks("does not follow", Invariants.journalHolds(journal));
    Files.writeString(journal, text.lines().skip(1).findFirst().orElseThrow() + "\n");
    breaks("does not follow", Invariants.journalHolds(journal));
    Files.writeString(journal, "no\n");
    breaks("not JSON", Invariants.journalHolds(journal));
  }

  private static Call change(long process, long began) {
    Call call = new Call("POST", "/v1.41/containers/c1/start", process, began);
    call.answered(204);
    return call;
  }

  @Test
  void sees_two_tools_that_change_the_engine_in_turn() {
    long now = System.nanoTime();

    holds(
        Invariants.oneChangesAtATime(
            List.of(change(1, now), change(1, now + 1), change(2, Long.MAX_VALUE - 1))));
    breaks(
        "at once",
        Invariants.oneChangesAtATime(
            List.of(
                change(1, now - 9),
                change(2, now + 60_000_000_000L),
                change(1, now + 70_000_000_000L))));
    breaks("at once", Invariants.oneChangesAtATime(List.of(change(1, now), change(2, now + 1))));
  }

  private static Tool.Ended ended(int exit, String out, String err) {
    return new Tool.Ended(List.of("resume"), exit, out, err, List.of(), "");
  }

  @Test
  void sees_a_second_resumption_that_does_something() {
    Standing standing = standing("running");
    Tool.Ended nothing = ended(0, "Nothing to resume: no run is unfinished.\n", "");

    holds(Invariants.changedNothing(nothing, List.of(), standing, standing));
    breaks("ended 1", Invariants.changedNothing(ended(1, "", ""), List.of(), standing, standing));
    breaks("made", Invariants.changedNothing(nothing, List.of(change(1, 0)), standing, standing));
    breaks("changed", Invariants.changedNothing(nothing, List.of(), standing, standing()));
  }

  @Test
  void sees_a_stack_that_is_left_down_without_a_word() {
    holds(Invariants.tellsWhatNext(ended(4, "", "Go on with: coppice resume r1\n")));
    breaks("is down", Invariants.tellsWhatNext(ended(4, "", "it is broken\n")));
    breaks("is down", Invariants.tellsWhatNext(ended(1, "", "coppice resume r1\n")));
  }

  @Test
  void sees_a_verdict_that_its_records_do_not_bear() {
    Facts honest = FactsOf.honest().build();
    Evidence verified = Judge.judge(honest);
    Facts nothingGone =
        new Facts(
            honest.plan(),
            honest.run(),
            honest.before(),
            honest.before(),
            honest.after(),
            honest.samples(),
            honest.events(),
            honest.readings(),
            honest.ledger(),
            honest.contentBefore(),
            honest.contentAfter());

    assertEquals(Verdict.VERIFIED, verified.verdict());
    holds(Invariants.verifiedIsTrue(verified, honest));
    breaks("judged again", Invariants.verifiedIsTrue(verified, nothingGone));
  }
}
