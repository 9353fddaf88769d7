package dev.coppice.cli;

import dev.coppice.compose.Compose;
import dev.coppice.compose.ComposeException;
import dev.coppice.compose.ComposeFiles;
import dev.coppice.compose.ComposeStack;
import dev.coppice.compose.LockFile;
import dev.coppice.drill.Preparation;
import dev.coppice.process.SystemCommands;
import dev.coppice.scenario.Draft;
import dev.coppice.scenario.Loaded;
import dev.coppice.scenario.Scenario;
import dev.coppice.scenario.ScenarioChecks;
import dev.coppice.scenario.ScenarioException;
import dev.coppice.scenario.ScenarioLoader;
import dev.coppice.stack.Stack;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Reads scenarios so that everything that is wrong with one is told at once. */
final class Reading {

  /** Reading Compose files asks no engine; none is reached at this address. */
  private static final String NO_ENGINE = "unix:///var/run/docker.sock";

  private Reading() {}

  /**
   * Loads a scenario.
   *
   * @throws ScenarioException with what is wrong in the file and, where its stack can be described,
   *     with the names in it that are not the stack's
   */
  static Loaded load(Path file, Map<String, String> environment) {
    try {
      return ScenarioLoader.load(file, environment);
    } catch (ScenarioException wrong) {
      throw wrong.draft().map(draft -> compared(draft, wrong)).orElse(wrong);
    }
  }

  private static ScenarioException compared(Draft draft, ScenarioException wrong) {
    try {
      return draft.against(describe(draft.files()));
    } catch (ComposeException e) {
      // Where there is no Compose the scenario is no more wrong for that.
      return e.isRefused() ? wrong : draft.without(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Checks a scenario down to its stack.
   *
   * @throws ScenarioException where anything is wrong
   * @throws ComposeException where Compose cannot read its files
   */
  static void check(Path file, Map<String, String> environment) {
    Loaded loaded = load(file, environment);
    var problems = ScenarioChecks.against(loaded, describe(loaded.scenario().stack()));
    if (!problems.isEmpty()) {
      throw new ScenarioException(problems);
    }
  }

  /** Compose as it is here, to read files with. */
  static Compose compose() {
    return Compose.find(new SystemCommands(), NO_ENGINE);
  }

  /**
   * The stack that Compose files describe.
   *
   * @throws ComposeException where Compose cannot read them, or is not here
   */
  static Stack describe(Scenario.StackFiles stack) {
    ComposeFiles files = Preparation.files(stack);
    Compose compose = compose();
    try {
      return ComposeStack.describe(compose, files, LockFile.read(LockFile.path(files)));
    } catch (ComposeException e) {
      // Its words may repeat what stands in the files.
      throw e.with(
          Secrets.early(stack, Set.of(), Workbench.environment())
              .clean(String.valueOf(e.getMessage())));
    }
  }
}
