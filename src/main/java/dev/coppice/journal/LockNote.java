package dev.coppice.journal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who holds a lock on this machine and what for, as it lies in a file beside the lock.
 *
 * @param doing the command that holds it, one line
 * @param holder the process; of no run yet where it has only begun
 */
public record LockNote(String doing, Holder holder) {

  private static final String NO_RUN = "";
  private static final String DOING = "doing";

  /** A note of this process, before it has a run. */
  public static LockNote begun(String doing, Instant now) {
    return new LockNote(doing, Holder.here(NO_RUN, now));
  }

  LockNote of(String run) {
    return new LockNote(
        doing,
        new Holder(
            run, holder.user(), holder.host(), holder.place(), holder.pid(), holder.since()));
  }

  /** Whether it tells of a run whose process may live: a dead one's note is not the holder's. */
  boolean isSettled() {
    return !holder.run().equals(NO_RUN) && holder.life() != Holder.Life.ENDED;
  }

  String inWords() {
    return holder.run().equals(NO_RUN)
        ? "%s of %s@%s, process %d, since %s"
            .formatted(doing, holder.user(), holder.host(), holder.pid(), holder.since())
        : "%s: %s".formatted(doing, holder.inWords());
  }

  void write(Path file) {
    Map<String, String> facts = new LinkedHashMap<>(Map.of(DOING, doing));
    facts.putAll(holder.facts());
    Note.write(file, facts);
  }

  /** Empty where none lies there, or something else. */
  static Optional<LockNote> read(Path file) {
    Map<String, String> facts = Note.read(file);
    return Holder.of(facts)
        .map(holder -> new LockNote(facts.getOrDefault(DOING, "another run"), holder));
  }
}
