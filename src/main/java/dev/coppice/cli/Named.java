package dev.coppice.cli;

import dev.coppice.scenario.ScenarioOutline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What a command that looks at the past was given: a scenario by its name or its file. */
final class Named {

  private Named() {}

  /** The name of a scenario that is given by its name or its file. */
  static String scenario(String given) {
    return isFile(given) ? ScenarioOutline.read(Path.of(given)).name() : given;
  }

  static boolean isFile(String given) {
    return given.contains("/") || Files.isRegularFile(Path.of(given));
  }

  /** The folders that were looked into, in words. */
  static String folders(List<Path> folders) {
    return folders.stream()
        .map(folder -> folder.toAbsolutePath().normalize().toString())
        .collect(Collectors.joining(", "));
  }
}
