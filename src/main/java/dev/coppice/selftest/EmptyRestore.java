package dev.coppice.selftest;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The backup's file arrives empty at the command that restores it. */
final class EmptyRestore implements Mutation {

  private static final Path NOTHING = Path.of("/dev/null");

  @Override
  public String name() {
    return "empty restore";
  }

  @Override
  public String what() {
    return "Each restore command is run and reads nothing.";
  }

  @Override
  public @Nullable String inapplicable(Subject subject) {
    return Targets.restores(subject).isEmpty() ? Targets.NOTHING_RESTORED : null;
  }

  @Override
  public Attempt attempt(Subject subject) {
    return Attempt.of(
        new RestoreCommands(name(), (commands, command) -> commands.run(command.reading(NOTHING))));
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
