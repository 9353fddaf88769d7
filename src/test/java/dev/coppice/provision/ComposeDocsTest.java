package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of docs/compose.md is made of the files that {@link DifferentialIT} raises. */
class ComposeDocsTest {

  private static final Path PAGE = Path.of("docs/compose.md");

  private static String row(DefinitionFile file) {
    String made =
        switch (file.says()) {
          case CARRIED_OUT -> "as Compose";
          case DIFFERENT -> "different: `" + file.what() + "`";
          case REFUSED -> "refused: `" + file.what() + "`";
          case NEWER -> "needs " + file.what() + " or later";
        };
    return "| `%s` | %s | %s |".formatted(file.name(), file.about(), made);
  }

  @Test
  void tells_of_every_file_what_native_makes_of_it() throws IOException {
    List<String> rows = DefinitionFile.all().stream().map(ComposeDocsTest::row).toList();
    List<String> told =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")).toList();

    assertEquals(String.join("\n", rows), String.join("\n", told));
    assertTrue(rows.size() >= 150, () -> rows.size() + " files");
  }
}
