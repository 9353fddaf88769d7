package dev.coppice.cli;

import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What git says of files that a run was of. */
final class Git {

  private static final Duration QUICKLY = Duration.ofSeconds(20);

  private final CommandRunner commands;

  Git(CommandRunner commands) {
    this.commands = commands;
  }

  /**
   * A difference.
   *
   * @param isKnown whether git could tell; else {@code says} is why not
   */
  record Difference(boolean isKnown, String says) {}

  /**
   * How files differ from those of a commit; nothing where they do not. What git ignores counts as
   * the same.
   */
  Optional<Difference> difference(Path folder, String commit, List<Path> files) {
    try {
      if (!asked(folder, List.of("cat-file", "-e", commit + "^{commit}")).succeeded()) {
        return unknown(
            "commit %s is not in this clone: fetch its history too (fetch-depth: 0)"
                .formatted(commit));
      }
      List<String> names = files.stream().map(Path::toString).toList();
      CommandRunner.Result changed =
          asked(folder, with(List.of("diff", "--name-only", commit, "--"), names));
      CommandRunner.Result added =
          asked(folder, with(List.of("ls-files", "--others", "--exclude-standard", "--"), names));
      if (!changed.succeeded() || !added.succeeded()) {
        return unknown("git cannot compare it with commit " + commit);
      }
      List<String> all = new ArrayList<>(changed.stdout().lines().toList());
      all.addAll(added.stdout().lines().toList());
      return all.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Difference(
                  true, "changed since commit %s: %s".formatted(commit, String.join(", ", all))));
    } catch (UncheckedIOException noGit) {
      return unknown("git is not here");
    }
  }

  private static Optional<Difference> unknown(String why) {
    return Optional.of(new Difference(false, why));
  }

  private CommandRunner.Result asked(Path folder, List<String> words) {
    List<String> argv = with(List.of("git", "-C", folder.toString()), words);
    return commands.run(Command.of(QUICKLY, argv.toArray(new String[0])));
  }

  private static List<String> with(List<String> first, List<String> more) {
    List<String> all = new ArrayList<>(first);
    all.addAll(more);
    return all;
  }
}
