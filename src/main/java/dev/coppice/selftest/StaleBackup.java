package dev.coppice.selftest;

import dev.coppice.scenario.Scenario;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A backup of the same stack is restored that was made before it had its data. */
final class StaleBackup implements Mutation {

  @Override
  public String name() {
    return "stale backup";
  }

  @Override
  public String what() {
    return "In place of the backup one is restored that its `make` made of the stack without the"
        + " data.";
  }

  @Override
  public @Nullable String inapplicable(Subject subject) {
    if (Targets.restores(subject).isEmpty()) {
      return Targets.NOTHING_RESTORED;
    }
    if (!files(subject).isEmpty()) {
      return null;
    }
    return Targets.restores(subject).stream()
        .map(restore -> subject.notStale().get(restore.backup()))
        .filter(why -> why != null)
        .findFirst()
        .orElse("there is no backup of the stack without its data");
  }

  /** From the file of each backup to the stale one. */
  private static Map<Path, Path> files(Subject subject) {
    Map<Path, Path> files = new HashMap<>();
    for (Scenario.Restore restore : Targets.restores(subject)) {
      Scenario.Backup backup = subject.scenario().backups().get(restore.backup());
      Path stale = subject.stale().get(restore.backup());
      if (backup != null && stale != null) {
        files.put(backup.file(), stale);
      }
    }
    return files;
  }

  @Override
  public Attempt attempt(Subject subject) {
    Map<Path, Path> files = files(subject);
    return Attempt.of(
        new RestoreCommands(
            name(),
            (commands, command) -> {
              Path stale = files.get(command.input());
              return commands.run(stale == null ? command : command.reading(stale));
            }));
  }

  @Override
  public int meant() {
    return 9;
  }

  @Override
  public String check(Subject subject) {
    return DataCheck.of(subject);
  }
}
