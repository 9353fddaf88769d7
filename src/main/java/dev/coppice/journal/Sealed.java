package dev.coppice.journal;

import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Json;
import java.io.UncheckedIOException;

/**
 * A line of the journal with its own hash at its end: the hash of the line before, which each line
 * holds too, would leave a changed last line unseen.
 */
final class Sealed {

  private static final String SEAL = ",\"hash\":\"";
  private static final int SEALED = SEAL.length() + 64 + 2;

  private Sealed() {}

  static String line(Entry entry) {
    String bare = Json.line(entry);
    return bare.substring(0, bare.length() - 1) + seal(bare);
  }

  private static String seal(String bare) {
    return SEAL + Hash.sha256(bare) + "\"}";
  }

  /**
   * The entry that a line holds.
   *
   * @throws JournalException where it is none, or was changed after it was written
   */
  static Entry entry(String where, String line) {
    int end = line.length() - SEALED;
    if (end < 1 || !line.startsWith(SEAL, end)) {
      throw new JournalException(where + ": this line is not a journal entry");
    }
    String bare = line.substring(0, end) + "}";
    if (!line.endsWith(seal(bare))) {
      throw new JournalException(where + ": this line was changed after it was written");
    }
    try {
      return Json.read(bare, Entry.class);
    } catch (UncheckedIOException e) {
      throw new JournalException(where + ": this line is not a journal entry");
    }
  }
}
