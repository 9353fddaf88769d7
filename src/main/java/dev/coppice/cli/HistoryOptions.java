package dev.coppice.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of the commands that look at the past: where its bundles lie. */
final class HistoryOptions {

  @Option(
      names = "--reports",
      paramLabel = "FOLDER",
      description = "Where runs left their bundles; ${DEFAULT-VALUE} otherwise.",
      defaultValue = "reports")
  Path reports = Path.of("reports");

  @Option(
      names = "--history",
      paramLabel = "FOLDER",
      description =
          "Another such folder, such as one that a pipeline's cache brought back; may be given more"
              + " than once. What lies in two of them counts once.")
  List<Path> history = List.of();

  List<Path> folders() {
    List<Path> folders = new ArrayList<>(List.of(reports));
    folders.addAll(history);
    return folders;
  }
}
