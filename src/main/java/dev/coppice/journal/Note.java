package dev.coppice.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** A few facts in a small file, a line each: read whole or not at all. */
final class Note {

  private Note() {}

  /** Written aside and moved: nobody reads half of it. */
  static void write(Path file, Map<String, String> facts) {
    StringBuilder text = new StringBuilder();
    facts.forEach((name, value) -> text.append(name + "=" + value.replace('\n', ' ') + "\n"));
    try {
      Path aside = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
      Files.writeString(aside, text);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to write " + file, e);
    }
  }

  /** Empty where none lies there. */
  static Map<String, String> read(Path file) {
    Map<String, String> facts = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int at = line.indexOf('=');
        if (at > 0) {
          facts.put(line.substring(0, at), line.substring(at + 1));
        }
      }
      return facts;
    } catch (IOException e) {
      return Map.of();
    }
  }
}
