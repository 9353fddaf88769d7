package dev.coppice.journal;

import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Json;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the journal with its own hash at its end: the hash of the line before, which each line
 * holds too, would leave a changed last line unseen.
 */
final class Sealed {

  private static final Pattern SEALED = Pattern.compile("(\\{.*),\"hash\":\"([0-9a-f]{64})\"\\}");

  private Sealed() {}

  static String line(Entry entry) {
    String bare = Json.line(entry);
    return bare.substring(0, bare.length() - 1) + ",\"hash\":\"" + Hash.sha256(bare) + "\"}";
  }

  /**
   * The entry that a line holds.
   *
   * @throws JournalException where it is none, or was changed after it was written
   */
  static Entry entry(String where, String line) {
    Matcher sealed = SEALED.matcher(line);
    if (!sealed.matches()) {
      throw new JournalException(where + ": this line is not a journal entry");
    }
    String bare = sealed.group(1) + "}";
    if (!Hash.sha256(bare).equals(sealed.group(2))) {
      throw new JournalException(where + ": this line was changed after it was written");
    }
    try {
      return Json.read(bare, Entry.class);
    } catch (UncheckedIOException e) {
      throw new JournalException(where + ": this line is not a journal entry");
    }
  }
}
