package dev.coppice.simulation;

import dev.coppice.drill.PastRun;
import dev.coppice.evidence.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The journals of a modelled world as somebody else reads them: each line is looked at once, and
 * what was read has to stand there for ever.
 */
final class Annals {

  private static final String FIRST = "0".repeat(64);

  private final World world;
  private final Map<String, String> known = new HashMap<>();
  private final Set<String> announced = new HashSet<>();

  Annals(World world) {
    this.world = world;
  }

  /** Reads what came since; gives what is wrong with it. */
  List<String> readOn() {
    List<String> wrong = new ArrayList<>();
    for (String run : Tool.state(world).runs()) {
      Path journal = Tool.state(world).run(run).resolve(PastRun.JOURNAL);
      String before = known.getOrDefault(run, "");
      String text = Files.exists(journal) ? text(journal) : "";
      text = text.substring(0, text.lastIndexOf('\n') + 1);
      if (!text.startsWith(before)) {
        wrong.add("lines of the journal are gone or were changed");
      } else {
        readOn(before, text, wrong);
      }
      known.put(run, text);
    }
    return wrong;
  }

  private void readOn(String before, String text, List<String> wrong) {
    long number = before.lines().count();
    String prev =
        before.isEmpty()
            ? FIRST
            : Hash.sha256(
                before.substring(
                    before.lastIndexOf('\n', before.length() - 2) + 1, before.length() - 1));
    for (String line : text.substring(before.length()).lines().toList()) {
      number++;
      if (!line.startsWith("{\"seq\":" + number + ",\"prev\":\"" + prev + "\"")) {
        wrong.add("line " + number + " of the journal does not follow from the one before it");
      }
      prev = Hash.sha256(line);
      if (line.contains("\"kind\":\"INTENT\"")) {
        announced.add(field(line, "object") + " " + field(line, "call"));
      }
    }
  }

  private static String field(String line, String name) {
    String key = "\"" + name + "\":\"";
    int from = line.indexOf(key) + key.length();
    return from < key.length() ? "" : line.substring(from, line.indexOf('"', from));
  }

  /** Whether no run has left a journal. */
  boolean isEmpty() {
    return known.values().stream().allMatch(String::isEmpty);
  }

  /** Whether a run had come to its last line by then: nothing of it is left to take up. */
  boolean hasEndedBy(Instant then) {
    return known.values().stream()
        .flatMap(String::lines)
        .filter(line -> line.contains("\"kind\":\"END\""))
        .anyMatch(line -> !Instant.parse(field(line, "wall")).isAfter(then));
  }

  /** Whether a deed was on the disk as an intent. */
  boolean announce(Deed deed) {
    String wanted = deed.object() + " " + deed.call();
    return announced.stream().anyMatch(intent -> intent.startsWith(wanted));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
