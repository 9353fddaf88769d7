package dev.coppice.drill;

import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** A file of a run that can no longer be written past impact: told once, and then done without. */
final class Unwritten {

  private final Recorder recorder;
  private final Consumer<String> say;
  private boolean told;

  Unwritten(Recorder recorder, Consumer<String> say) {
    this.recorder = recorder;
    this.say = say;
  }

  /**
   * Tells of the first line that was lost.
   *
   * @param words what that means for the run, with one place for why
   */
  void tell(String words, UncheckedIOException failure) {
    synchronized (this) {
      if (told) {
        return;
      }
      told = true;
    }
    String sentence =
        words.formatted(failure.getCause() == null ? failure : failure.getCause().getMessage());
    recorder.deviation(sentence);
    say.accept(sentence);
  }

  synchronized boolean isTold() {
    return told;
  }
}
