package dev.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A folder with one scenario in it. */
record ScenarioFolder(Path folder) {

  static final Map<String, String> ENVIRONMENT =
      Map.of("TOKEN", "s3cr3t-value", "PORT", "8080", "NOTHING", "");

  /** The least that is a scenario: eight lines. */
  static final String LEAST =
      """
      scenario: drill
      stack: {compose: compose.yaml}
      disaster:
        - lose: containers
      steady-state:
        probes:
          - name: up
            tcp: {host: 127.0.0.1, port: 8080}
      """;

  Loaded load(String text) {
    return ScenarioLoader.load(write(text), ENVIRONMENT);
  }

  /** The problems as printed, without the folder before the file's name. */
  List<String> problems(String text) {
    return problems(write(text));
  }

  List<String> problems(Path file) {
    ScenarioException e =
        assertThrows(ScenarioException.class, () -> ScenarioLoader.load(file, ENVIRONMENT));
    return printed(e.problems());
  }

  List<String> printed(List<Problem> problems) {
    return problems.stream().map(p -> p.toString().replace(folder + "/", "")).toList();
  }

  Path write(String text) {
    return write("s.yaml", text);
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
