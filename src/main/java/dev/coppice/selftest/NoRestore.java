package dev.coppice.selftest;

import dev.coppice.process.CommandRunner;
import org.jspecify.annotations.Nullable;

/** Nothing is restored, and it is said to be. */
final class NoRestore implements Mutation {

  @Override
  public String name() {
    return "no restore";
  }

  @Override
  public String what() {
    return "No restore command is run, and each is said to have ended with 0.";
  }

  @Override
  public @Nullable String inapplicable(Subject subject) {
    return Targets.restores(subject).isEmpty() ? Targets.NOTHING_RESTORED : null;
  }

  @Override
  public Attempt attempt(Subject subject) {
    return Attempt.of(
        new RestoreCommands(
            name(), (commands, command) -> new CommandRunner.Result(0, "", "", false)));
  }

  @Override
  public boolean leavesNoData() {
    return true;
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
