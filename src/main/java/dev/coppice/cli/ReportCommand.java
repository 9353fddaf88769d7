package dev.coppice.cli;

import dev.coppice.attest.SigningKey;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.RefusedException;
import dev.coppice.evidence.Bundle;
import dev.coppice.verify.Verify;
import java.nio.file.Files;
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

  @Mixin SignOptions signing = new SignOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "BUNDLE", description = "The folder of a run.")
  Path folder = Path.of("");

  @Override
  public Integer call() {
    Bundle bundle = Bundle.open(folder);
    Verify.requireUnchanged(folder);
    Terminal terminal = Terminal.of(Workbench.environment(), common.noColor);
    SigningKey signer = signing.signer(terminal.canAsk());
    Path report = folder.resolve("report.html").toAbsolutePath();
    if (!Verify.isAsSealed(folder) || !Session.isRendered(bundle)) {
      boolean wasSigned = Files.exists(folder.resolve(Bundle.ATTESTATION));
      if (wasSigned && signer == null && !signing.no) {
        throw new RefusedException(
            "%s is signed, and the reports of this version are not those that were signed"
                .formatted(folder),
            "give a key to sign it anew: --sign KEY, or render it unsigned: --no-sign");
      }
      report = Session.render(bundle, bundle.evidence(), signer);
    }
    spec.commandLine().getOut().println("report: " + report);
    return ExitCode.OK;
  }
}
