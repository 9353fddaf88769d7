package dev.coppice.cli;

import dev.coppice.compose.ComposeException;
import dev.coppice.drill.ExitCode;
import dev.coppice.scenario.ScenarioException;
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

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SCENARIO", arity = "1..*", description = "Scenario files.")
  List<Path> files = new ArrayList<>();

  /** One wrong file does not keep the others from being read. */
  @Override
  public Integer call() {
    int exit = ExitCode.OK;
    for (Path file : files) {
      try {
        Reading.check(file, Workbench.environment());
        spec.commandLine().getOut().println(file + ": ok");
      } catch (ScenarioException | ComposeException wrong) {
        exit = Math.max(exit, Failures.tell(wrong, spec.commandLine().getErr(), common.verbose));
      }
    }
    return exit;
  }
}
