package dev.coppice.drill;

import dev.coppice.journal.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The wish from another shell that a run stop: a file in the run's own state folder. */
public record HaltFile(Path file) {

  public static HaltFile of(State state, String run) {
    return new HaltFile(state.run(run).resolve("halt"));
  }

  /** Who wants the run to stop; empty where nobody does. */
  public Optional<String> asked() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException unreadable) {
      // That it is there says what there is to say.
      return Optional.of("`coppice halt`");
    }
  }

  /**
   * Asks the run to stop.
   *
   * @param by who wants it
   */
  public void ask(String by) {
    try {
      Files.writeString(file, by + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write " + file, e);
    }
  }
}
