package dev.coppice.drill;

import dev.coppice.journal.Entry;
import dev.coppice.journal.FailPoints;
import dev.coppice.journal.Journal;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The journal as a run writes it. Before impact a line that cannot be written ends the run; after
 * it users wait for their stack: that is told once, and the recovery goes on without.
 */
final class RunJournal {

  private static final String LOST =
      "the journal cannot be written (%s): nothing more is destroyed, and the recovery goes on"
          + " without it";

  private final Journal journal;
  private final Recorder recorder;
  private final Unwritten unwritten;

  RunJournal(Journal journal, Recorder recorder, Consumer<String> say) {
    this.journal = journal;
    this.recorder = recorder;
    unwritten = new Unwritten(recorder, say);
  }

  void write(Entry.Kind kind, Map<String, String> facts) {
    write(kind, null, null, null, facts);
  }

  /** Writes a line that goes without saying only where users would wait for it. */
  void write(
      Entry.Kind kind,
      @Nullable String step,
      @Nullable String call,
      @Nullable String object,
      Map<String, String> facts) {
    write(kind, step, call, object, facts, recorder.hasImpact());
  }

  /**
   * Notes that a step is done, which its last call has told already: nothing waits for the disk.
   */
  void note(Entry.Kind kind, String step, String call, String object) {
    try {
      journal.note(kind, step, call, object, Map.of());
    } catch (UncheckedIOException failure) {
      if (!recorder.hasImpact()) {
        throw failure;
      }
      unwritten.tell(LOST, failure);
    }
  }

  /**
   * Writes a line.
   *
   * @param goesOn whether a line that cannot be written is done without
   */
  void write(
      Entry.Kind kind,
      @Nullable String step,
      @Nullable String call,
      @Nullable String object,
      Map<String, String> facts,
      boolean goesOn) {
    try {
      journal.write(kind, step, call, object, facts);
    } catch (UncheckedIOException failure) {
      if (!goesOn) {
        throw failure;
      }
      unwritten.tell(LOST, failure);
    }
  }

  /** Whether a line was lost: nothing may be destroyed any more that no line announces. */
  boolean isBroken() {
    return unwritten.isTold();
  }

  /**
   * Sets space aside for the lines that bring the stack back; where there is none, it is refused.
   */
  void reserve(int steps) {
    journal.reserve(steps);
  }

  FailPoints failPoints() {
    return journal.failPoints();
  }

  byte[] bytes() {
    return journal.bytes();
  }

  void close() {
    journal.close();
  }
}
