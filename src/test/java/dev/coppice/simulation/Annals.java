package dev.coppice.simulation;

import dev.coppice.drill.PastRun;
import dev.coppice.evidence.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The journals of a modelled world as somebody else reads them: each line is looked at once, and
 * what was read has to stand there for ever.
 */
final class Annals {

  private static final String FIRST = "0".repeat(64);

  /** What was read of one. */
  private static final class Journal {
    private byte[] bytes = new byte[0];
    private final List<String> lines = new ArrayList<>();
    private String prev = FIRST;
  }

  private static final String END = "\"kind\":\"END\"";

  private final World world;
  private final Map<String, Journal> journals = new HashMap<>();
  private final Set<String> announced = new HashSet<>();

  Annals(World world) {
    this.world = world;
  }

  /** Reads what came since; gives what is wrong with it. */
  List<String> readOn() {
    List<String> wrong = new ArrayList<>();
    for (String run : Tool.state(world).runs()) {
      Journal journal = journals.computeIfAbsent(run, name -> new Journal());
      byte[] bytes = bytes(Tool.state(world).run(run).resolve(PastRun.JOURNAL));
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      int known = journal.bytes.length;
      if (end < known || Arrays.mismatch(bytes, 0, known, journal.bytes, 0, known) >= 0) {
        wrong.add("lines of the journal are gone or were changed");
      } else {
        String text = new String(bytes, known, end - known, StandardCharsets.UTF_8);
        text.lines().forEach(line -> readOn(journal, line, wrong));
      }
      journal.bytes = Arrays.copyOf(bytes, end);
    }
    return wrong;
  }

  private void readOn(Journal journal, String line, List<String> wrong) {
    int number = journal.lines.size() + 1;
    if (!line.startsWith("{\"seq\":" + number + ",\"prev\":\"" + journal.prev + "\"")) {
      wrong.add("line " + number + " of the journal does not follow from the one before it");
    }
    journal.lines.add(line);
    journal.prev = Hash.sha256(line);
    if (line.contains("\"kind\":\"INTENT\"")) {
      announced.add(field(line, "object") + " " + field(line, "call"));
    }
  }

  private static String field(String line, String name) {
    String key = "\"" + name + "\":\"";
    int from = line.indexOf(key) + key.length();
    return from < key.length() ? "" : line.substring(from, line.indexOf('"', from));
  }

  /** How many runs have left a journal. */
  int count() {
    return journals.size();
  }

  /** Whether no run has left a journal. */
  boolean isEmpty() {
    return journals.values().stream().allMatch(journal -> journal.lines.isEmpty());
  }

  /**
   * Whether each run had come to its last line by then, and any had: nothing is left to take up.
   */
  boolean allHadEndedBy(Instant then) {
    boolean any = false;
    for (Journal journal : journals.values()) {
      String last = "";
      for (String line : journal.lines) {
        last = Instant.parse(field(line, "wall")).isAfter(then) ? last : line;
      }
      if (!last.isEmpty() && !last.contains(END)) {
        return false;
      }
      any |= !last.isEmpty();
    }
    return any;
  }

  /** The run whose data an undo says to have put back, by the undo; empty where none says so. */
  Optional<String> putBackBy(String undo) {
    return journals.getOrDefault(undo, new Journal()).lines.stream()
        .filter(line -> line.contains(END))
        .map(line -> field(line, "putBack"))
        .filter(run -> !run.isEmpty())
        .findFirst();
  }

  /** Whether a run was about to remove a volume. */
  boolean announcedRemovalOf(String volume) {
    return announced.contains(volume + " remove volume");
  }

  /** Whether a deed was on the disk as an intent. */
  boolean announce(Deed deed) {
    String wanted = deed.object() + " " + deed.call();
    return announced.stream().anyMatch(intent -> intent.startsWith(wanted));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
