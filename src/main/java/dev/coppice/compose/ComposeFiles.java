package dev.coppice.compose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Compose is told to read.
 *
 * @param files absolute, at least one
 * @param environmentFiles absolute; none means Compose's own {@code .env} beside the first file
 * @param project null where Compose names the project itself
 */
public record ComposeFiles(
    List<Path> files,
    List<Path> environmentFiles,
    List<String> profiles,
    @Nullable String project) {

  public ComposeFiles {
    files = files.stream().map(file -> file.toAbsolutePath().normalize()).toList();
    environmentFiles =
        environmentFiles.stream().map(file -> file.toAbsolutePath().normalize()).toList();
    profiles = List.copyOf(profiles);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a stack needs at least one Compose file");
    }
  }

  /** The project's working folder: that of the first file. */
  public Path folder() {
    Path folder = files.get(0).getParent();
    return folder == null ? files.get(0) : folder;
  }

  ComposeFiles replacedBy(Path file) {
    return new ComposeFiles(List.of(file), environmentFiles, profiles, project);
  }

  ComposeFiles named(String project) {
    return new ComposeFiles(files, environmentFiles, profiles, project);
  }

  /** The options that every Compose command on this project takes. */
  List<String> options(Path folder) {
    List<String> options = new ArrayList<>();
    if (project != null) {
      options.addAll(List.of("-p", project));
    }
    options.addAll(List.of("--project-directory", folder.toString()));
    environmentFiles.forEach(file -> options.addAll(List.of("--env-file", file.toString())));
    files.forEach(file -> options.addAll(List.of("-f", file.toString())));
    profiles.forEach(profile -> options.addAll(List.of("--profile", profile)));
    return options;
  }

  String named() {
    return String.join(", ", files.stream().map(Path::toString).toList());
  }
}
