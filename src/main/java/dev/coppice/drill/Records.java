package dev.coppice.drill;

import dev.coppice.evidence.Bundle;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * Lines of a run's records. Before impact one that cannot be written ends the run; after it users
 * wait for their stack: that is told once, and what is asked and heard goes on without a record.
 */
final class Records {

  private final Bundle.Lines lines;
  private final String file;
  private final Recorder recorder;
  private final Unwritten unwritten;

  Records(Bundle bundle, String file, Recorder recorder, Consumer<String> say) {
    lines = bundle.lines(file);
    this.file = file;
    this.recorder = recorder;
    unwritten = new Unwritten(recorder, say);
  }

  void add(Object value) {
    try {
      lines.add(value);
    } catch (UncheckedIOException failure) {
      if (!recorder.hasImpact()) {
        throw failure;
      }
      unwritten.tell(
          file + " cannot be written any more (%s): the recovery goes on without it", failure);
    }
  }

  void close() {
    lines.close();
  }
}
