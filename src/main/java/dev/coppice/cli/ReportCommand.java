package dev.coppice.cli;

import dev.coppice.drill.ExitCode;
import dev.coppice.evidence.Bundle;
import dev.coppice.verify.Verify;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Renders the reports of a bundle again from its evidence. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Render the report again from the evidence of a bundle.")
final class ReportCommand implements Callable<Integer> {

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "BUNDLE", description = "The folder of a run.")
  Path folder = Path.of("");

  @Override
  public Integer call() {
    Bundle bundle = Bundle.open(folder);
    Verify.requireUnchanged(folder);
    Path report = Session.render(bundle, bundle.evidence());
    spec.commandLine().getOut().println("report: " + report);
    return ExitCode.OK;
  }
}
