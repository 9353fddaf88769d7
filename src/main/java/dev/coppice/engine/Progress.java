package dev.coppice.engine;

import com.fasterxml.jackson.databind.MappingIterator;
import dev.coppice.stack.Tree;
import java.io.IOException;
import java.io.InputStream;

/** What an engine tells while it makes an image: its failures come here, under a status of 200. */
final class Progress {

  private Progress() {}

  /**
   * Reads to the end.
   *
   * @throws EngineException with the engine's words where it failed on the way
   */
  static void read(String doing, int status, InputStream body) throws IOException {
    try (MappingIterator<Object> values = Json.values(body)) {
      while (values.hasNext()) {
        Tree line = new Tree(values.next());
        String error = line.at("errorDetail", "message").text(line.at("error").text(""));
        if (!error.isEmpty()) {
          throw new EngineException(doing, error, status, null);
        }
      }
    }
  }
}
