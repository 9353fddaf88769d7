package dev.coppice.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.Verdict;
import dev.coppice.judge.Judge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What holds after whatever happened to a drill. Each gives the sentences that say where it does
 * not; none where it holds. They look from outside and believe nothing that the tool says of
 * itself.
 */
final class Invariants {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Invariants() {}

  /** Everything that is not the stack's is as before, and nothing was left beside it. */
  static List<String> foreignIsAsBefore(Set<String> before, Set<String> after) {
    List<String> broken = new ArrayList<>();
    before.stream()
        .filter(thing -> !after.contains(thing))
        .forEach(t -> broken.add("touched: " + t));
    after.stream().filter(thing -> !before.contains(thing)).forEach(t -> broken.add("left: " + t));
    return broken;
  }

  /** After an end before impact the stack's own objects are the same ones. */
  static List<String> stackIsAsBefore(Set<String> before, Set<String> after) {
    return before.equals(after)
        ? List.of()
        : List.of("ended 3, and the stack is not as it was: " + before + " became " + after);
  }

  /** The call about to pass was written down, and is on the disk. */
  static List<String> intendedBefore(Call call, List<Path> journals) {
    return call.taking().stream()
        .filter(taking -> journals.stream().noneMatch(journal -> isOpen(taking, journal)))
        .map(taking -> "no durable intent before " + call)
        .toList();
  }

  /** Whether the last word of a journal on such a call is that it will be made. */
  private static boolean isOpen(Call.Taking taking, Path journal) {
    int open = 0;
    for (String line : wholeLines(journal)) {
      JsonNode entry = tree(line);
      boolean same =
          entry.path("call").asText().equals(taking.call())
              && entry.path("object").asText().equals(taking.object());
      if (same && entry.path("kind").asText().equals("INTENT")) {
        open++;
      } else if (same && Set.of("DONE", "FAILED").contains(entry.path("kind").asText())) {
        open--;
      }
    }
    return open > 0;
  }

  /** Each service of the definition runs once, users are served, and nothing stays paused. */
  static List<String> stackIsUp(Standing standing, Set<String> services, boolean serves) {
    List<String> broken = new ArrayList<>(nothingIsPaused(standing));
    for (String service : services) {
      List<String> states =
          standing.containers().stream()
              .filter(thing -> thing.ofStack() && thing.service().equals(service))
              .map(Standing.Thing::state)
              .toList();
      if (!states.equals(List.of("running"))) {
        broken.add("service " + service + " does not stand: " + states);
      }
    }
    if (!serves) {
      broken.add("users are not served");
    }
    return broken;
  }

  static List<String> nothingIsPaused(Standing standing) {
    return standing.containers().stream()
        .filter(thing -> thing.state().equals("paused"))
        .map(thing -> "still paused: " + thing)
        .toList();
  }

  /** What was acknowledged is in the live stack, in the backup or in a rescue copy. */
  static List<String> nothingIsLost(
      Set<String> acknowledged, Set<String> live, Path backup, Path rescueCopies) {
    Set<String> missing = new TreeSet<>(acknowledged);
    missing.removeAll(live);
    if (!missing.isEmpty() && Files.exists(backup)) {
      missing.removeAll(new HashSet<>(text(backup).lines().toList()));
    }
    for (Path copy : missing.isEmpty() ? List.<Path>of() : files(rescueCopies)) {
      missing.removeAll(new HashSet<>(text(copy).lines().map(Invariants::afterZeros).toList()));
    }
    return missing.isEmpty() ? List.of() : List.of("lost: " + missing);
  }

  /** The first line of a file in an archive follows the zeros of its header. */
  private static String afterZeros(String line) {
    return line.substring(line.lastIndexOf('\0') + 1);
  }

  /** Each whole line follows from the one before it. */
  static List<String> journalHolds(Path journal) {
    String prev = "0".repeat(64);
    int seq = 0;
    for (String line : wholeLines(journal)) {
      seq++;
      try {
        JsonNode entry = tree(line);
        if (entry.path("seq").asLong() != seq || !entry.path("prev").asText().equals(prev)) {
          return List.of(journal + ":" + seq + " does not follow from the line before it");
        }
      } catch (UncheckedIOException e) {
        return List.of(journal + ":" + seq + " is not JSON");
      }
      prev = Hash.sha256(line);
    }
    return List.of();
  }

  /** A verdict is what the list of conditions makes of the raw records, judged again. */
  static List<String> verifiedIsTrue(Evidence evidence, Facts facts) {
    List<String> broken = new ArrayList<>();
    if (evidence.verdict() == Verdict.VERIFIED) {
      evidence.conditions().stream()
          .filter(c -> c.outcome() == Outcome.FALSE || c.outcome() == Outcome.UNKNOWN)
          .forEach(c -> broken.add("VERIFIED although " + c.name() + " is " + c.outcome()));
      Verdict again = Judge.judge(facts).verdict();
      if (again != Verdict.VERIFIED) {
        broken.add("VERIFIED, and judged again it is " + again);
      }
    }
    if (evidence.interrupted() && evidence.objectives().stream().anyMatch(o -> o.met())) {
      broken.add("an interrupted run met an objective");
    }
    return broken;
  }

  /** Calls that change the engine never come from two tools in turn. */
  static List<String> oneChangesAtATime(List<Call> calls) {
    List<Call> changes =
        calls.stream()
            .filter(call -> call.changes() && call.process() != 0)
            .filter(call -> call.status() >= 200 && call.status() < 300)
            .sorted(Comparator.comparingLong(Call::beganNanos))
            .toList();
    Set<Long> over = new HashSet<>();
    for (int i = 1; i < changes.size(); i++) {
      Call before = changes.get(i - 1);
      Call call = changes.get(i);
      if (call.process() == before.process()) {
        continue;
      }
      over.add(before.process());
      boolean overlap =
          changes.subList(0, i).stream()
              .anyMatch(c -> c.process() != call.process() && c.endedNanos() > call.beganNanos());
      if (over.contains(call.process()) || overlap) {
        return List.of("two change the engine at once: " + before + ", " + call);
      }
    }
    return List.of();
  }

  /** A resumption of what is over changes nothing and says so. */
  static List<String> changedNothing(Tool.Ended second, List<Call> calls, Standing a, Standing b) {
    List<String> broken = new ArrayList<>();
    if (second.exit() != 0 || !second.out().contains("Nothing to resume")) {
      broken.add("a second resume ended " + second.exit() + ": " + second.said());
    }
    calls.stream().filter(Call::changes).forEach(c -> broken.add("a second resume made " + c));
    if (!a.own().equals(b.own())) {
      broken.add("a second resume changed " + a.own() + " to " + b.own());
    }
    return broken;
  }

  /** Users without their stack are told so, with the command that brings it back. */
  static List<String> tellsWhatNext(Tool.Ended ended) {
    boolean told =
        ended.exit() == 4 && ended.err().matches("(?s).*coppice (resume|recover|undo) .*");
    return told
        ? List.of()
        : List.of("the stack is down, ended " + ended.exit() + ": " + ended.said());
  }

  static List<String> wholeLines(Path journal) {
    String text = Files.exists(journal) ? text(journal) : "";
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> files(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
