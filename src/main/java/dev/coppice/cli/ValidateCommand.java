package dev.coppice.cli;

import dev.coppice.compose.Compose;
import dev.coppice.compose.ComposeFiles;
import dev.coppice.compose.ComposeStack;
import dev.coppice.compose.LockFile;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Preparation;
import dev.coppice.process.SystemCommands;
import dev.coppice.scenario.Loaded;
import dev.coppice.scenario.Problem;
import dev.coppice.scenario.ScenarioChecks;
import dev.coppice.scenario.ScenarioException;
import dev.coppice.scenario.ScenarioLoader;
import dev.coppice.stack.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is wrong with scenarios. It needs no engine. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    description = "Say what is wrong with scenarios: file:line:column, all at once.")
final class ValidateCommand implements Callable<Integer> {

  /** Reading Compose files asks no engine; none is reached at this address. */
  private static final String NO_ENGINE = "unix:///var/run/docker.sock";

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SCENARIO", arity = "1..*", description = "Scenario files.")
  List<Path> files = new ArrayList<>();

  @Override
  public Integer call() {
    List<Problem> problems = new ArrayList<>();
    for (Path file : files) {
      try {
        problems.addAll(check(file));
      } catch (ScenarioException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ScenarioException(problems);
    }
    for (Path file : files) {
      spec.commandLine().getOut().println(file + ": ok");
    }
    return ExitCode.OK;
  }

  private static List<Problem> check(Path file) {
    Loaded loaded = ScenarioLoader.load(file, Workbench.environment());
    Compose compose = Compose.find(new SystemCommands(), NO_ENGINE);
    ComposeFiles files = Preparation.files(loaded.scenario());
    Stack stack = ComposeStack.describe(compose, files, LockFile.read(LockFile.path(files)));
    return ScenarioChecks.against(loaded, stack);
  }
}
