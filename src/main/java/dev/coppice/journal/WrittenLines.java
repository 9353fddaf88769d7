package dev.coppice.journal;

import dev.coppice.evidence.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * The lines of a journal that end with a line break, as they stand in its file.
 *
 * @param bytes that they take together
 */
record WrittenLines(List<String> all, long bytes) {

  static WrittenLines of(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      // Decoded after the cut: a torn line can end in the middle of a character.
      String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
      return new WrittenLines(text.lines().toList(), end);
    } catch (IOException e) {
      throw new JournalException("tried to read the journal " + file + " but failed: " + e);
    }
  }

  /** What they say; each must follow from the one before it. */
  List<Entry> entries(Path file) {
    List<Entry> entries = new ArrayList<>();
    String prev = Journal.FIRST;
    for (String line : all) {
      int number = entries.size() + 1;
      String where = file + ":" + number;
      Entry entry = Sealed.entry(where, line);
      if (entry.seq() != number || !entry.prev().equals(prev)) {
        throw new JournalException(where + ": this line does not follow from the one before it");
      }
      if (number == 1) {
        requireFormat(where, entry);
      }
      entries.add(entry);
      prev = Hash.sha256(line);
    }
    return entries;
  }

  private static void requireFormat(String where, Entry first) {
    String format = first.facts().getOrDefault(Journal.FORMAT, "none");
    if (!format.equals(Journal.THIS_FORMAT)) {
      throw new JournalException(
          "%s: this journal has the format %s, this version reads %s"
              .formatted(where, format, Journal.THIS_FORMAT));
    }
  }

  /**
   * One line by itself, whatever is the matter with others.
   *
   * @param which by how many there are
   * @return nothing where it cannot be read
   */
  static Optional<Entry> one(Path file, IntUnaryOperator which) {
    try {
      List<String> lines = of(file).all();
      int at = which.applyAsInt(lines.size());
      return lines.isEmpty()
          ? Optional.empty()
          : Optional.of(Sealed.entry(file + ":" + (at + 1), lines.get(at)));
    } catch (JournalException damaged) {
      return Optional.empty();
    }
  }
}
