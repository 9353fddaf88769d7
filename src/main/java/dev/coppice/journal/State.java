package dev.coppice.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where journals, rescue copies and locks lie on this machine, out of reach of any engine. */
public record State(Path root) {

  /** {@code $XDG_STATE_HOME/coppice}, or {@code ~/.local/state/coppice}. */
  public static State of(Map<String, String> environment) {
    String state = environment.get("XDG_STATE_HOME");
    return new State(
        (state == null || state.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state))
            .resolve("coppice")
            .toAbsolutePath());
  }

  public Path run(String id) {
    return root.resolve("runs").resolve(id);
  }

  /** Where the rescue copies of every run lie, each run's in a folder of its own. */
  public Path rescueCopies() {
    return root.resolve("rescue");
  }

  /** Where processes say that they are about to run a scenario. */
  Path announced() {
    return root.resolve("announced");
  }

  public Path locks() {
    return root.resolve("locks");
  }

  /** A file for the record of an unlocking; its folder is there. */
  public Path unlocked(String run, Instant at) {
    Path folder = root.resolve("unlocked");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("tried to make the folder " + folder, e);
    }
    return folder.resolve(run + "-" + at.toEpochMilli() + ".ndjson");
  }

  /** Makes the folder of a run, for its owner alone. */
  public Path makeRun(String id) {
    Path folder = run(id);
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException("tried to make the folder " + folder, e);
    }
    return folder;
  }

  /** Every run that this machine remembers, oldest first. */
  public List<String> runs() {
    Path folder = root.resolve("runs");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> runs = Files.list(folder)) {
      return runs.map(run -> run.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to list the runs in " + folder, e);
    }
  }
}
