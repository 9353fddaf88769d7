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
  private final Consumer<String> say;
  private boolean broken;

  Records(Bundle bundle, String file, Recorder recorder, Consumer<String> say) {
    lines = bundle.lines(file);
    this.file = file;
    this.recorder = recorder;
    this.say = say;
  }

  void add(Object value) {
    try {
      lines.add(value);
    } catch (UncheckedIOException failure) {
      if (!recorder.hasImpact()) {
        throw failure;
      }
      tell(failure);
    }
  }

  private void tell(UncheckedIOException failure) {
    synchronized (this) {
      if (broken) {
        return;
      }
      broken = true;
    }
    String words =
        "%s cannot be written any more (%s): the recovery goes on without it"
            .formatted(
                file, failure.getCause() == null ? failure : failure.getCause().getMessage());
    recorder.deviation(words);
    say.accept(words);
  }

  void close() {
    lines.close();
  }
}
