package dev.coppice.provision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small Compose file about one attribute, or about several together. Its first line says what it
 * is about, the second what native makes of it.
 *
 * @param what is different or refused, or which version of Compose would be needed
 * @param about in words
 */
record DefinitionFile(String name, String about, Says says, String what, String text) {

  private static final Path FOLDER = Path.of("src/test/resources/provision/files");
  private static final String SECOND = "# native: ";

  /** What native makes of a file. */
  enum Says {
    CARRIED_OUT,
    /** Carried out, and one field is not as Compose has it, for the reason in the first line. */
    DIFFERENT,
    REFUSED,
    /** Compose as it is here does not know it, nor can native. */
    NEWER
  }

  static List<DefinitionFile> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().map(DefinitionFile::read).toList();
    }
  }

  private static DefinitionFile read(Path file) {
    try {
      String text = Files.readString(file);
      List<String> lines = text.lines().toList();
      String name = file.getFileName().toString().replace(".yaml", "");
      String about = lines.get(0).substring("# ".length());
      if (!lines.get(1).startsWith(SECOND)) {
        throw new IllegalStateException(file + ": the second line must begin with " + SECOND);
      }
      String made = lines.get(1).substring(SECOND.length());
      if (made.equals("as Compose")) {
        return new DefinitionFile(name, about, Says.CARRIED_OUT, "", text);
      }
      int space = made.indexOf(' ');
      Says says =
          switch (made.substring(0, space)) {
            case "different" -> Says.DIFFERENT;
            case "refused" -> Says.REFUSED;
            case "needs" -> Says.NEWER;
            default -> throw new IllegalStateException(file + ": not known: " + made);
          };
      return new DefinitionFile(name, about, says, made.substring(space + 1), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
