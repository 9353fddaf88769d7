package dev.coppice.cli;

import dev.coppice.attest.SigningKey;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.RefusedException;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.HumanRecord;
import dev.coppice.report.ReviewedReport;
import dev.coppice.scenario.Review;
import dev.coppice.verify.Verify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write the page to a file outside of the bundle instead, with the review.yaml that lies"
              + " in the bundle, and leave the bundle as it is.")
  @Nullable Path out;

  @Parameters(paramLabel = "BUNDLE", description = "The folder of a run.")
  Path folder = Path.of("");

  @Override
  public Integer call() throws IOException {
    Bundle bundle = Bundle.open(folder);
    Verify.requireUnchanged(folder);
    if (out != null) {
      return reviewed(bundle, out);
    }
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

  private int reviewed(Bundle bundle, Path file) throws IOException {
    Path target = file.toAbsolutePath().normalize();
    if (target.startsWith(folder.toAbsolutePath().normalize())) {
      throw new ParameterException(
          spec.commandLine(), "--out %s lies in the bundle, which is sealed".formatted(file));
    }
    Evidence evidence = bundle.evidence();
    HumanRecord review = Review.in(folder, evidence.run()).orElse(HumanRecord.NONE);
    Files.write(
        target, ReviewedReport.render(evidence, bundle.logs(), bundle.isPlanSigned(), review));
    spec.commandLine().getOut().println("report: " + target);
    return ExitCode.OK;
  }
}
