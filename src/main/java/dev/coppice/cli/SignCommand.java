package dev.coppice.cli;

import dev.coppice.attest.Attestation;
import dev.coppice.attest.SigningKey;
import dev.coppice.attest.VerifyingKey;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Provenance;
import dev.coppice.drill.RefusedException;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.BundleException;
import dev.coppice.time.Time;
import dev.coppice.verify.Fault;
import dev.coppice.verify.Verification;
import dev.coppice.verify.Verify;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs a bundle where its run has not: in a job that the scenario's commands cannot reach. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = {
      "Sign a sealed bundle that nobody has signed yet, once it is verified.",
      "It does not prove that the plan was there before impact: only a run can sign that."
    })
final class SignCommand implements Callable<Integer> {

  @Mixin Common common = new Common();

  @Mixin SignOptions signing = new SignOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "BUNDLE", description = "The folder of a run.")
  Path folder = Path.of("");

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(Workbench.environment(), common.noColor);
    SigningKey key = signing.signer(terminal.canAsk());
    if (key == null) {
      throw new ParameterException(
          spec.commandLine(),
          "no key is given: --sign KEY, or COPPICE_SIGN_KEY, or `sign: KEY` in your configuration");
    }
    Verification verification = new Verify(folder, Provenance.tool()).look();
    if (!verification.faults().isEmpty()) {
      throw new BundleException(
          "%s is not as it was sealed, and nothing was signed:%n%s"
              .formatted(
                  folder,
                  verification.faults().stream()
                      .map(Fault::toString)
                      .map(fault -> "  - " + fault.replaceAll("\\p{Cntrl}", "?"))
                      .collect(Collectors.joining("\n"))));
    }
    VerifyingKey before = verification.signed().outcome();
    if (before != null) {
      throw new RefusedException(
          "%s is signed already, by key %s".formatted(folder, before),
          "look at it with: coppice verify " + folder);
    }
    Bundle bundle = Bundle.open(folder);
    Attestation.sign(bundle, key, Time.SYSTEM.wall(), CiJob.url(Workbench.environment()));
    PrintWriter out = spec.commandLine().getOut();
    out.println("signed: " + folder);
    out.println("key id: " + key.publicHalf().id());
    out.flush();
    return ExitCode.OK;
  }
}
