package dev.coppice.cli;

import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Provenance;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Verdict;
import dev.coppice.verify.Verification;
import dev.coppice.verify.Verify;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a bundle without an engine and asks for its verdict anew. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Check the files of a bundle and compute its verdict again from the raw records.",
      "Exit code 0: valid and verified. 1: valid and not verified. 2: changed, or not a bundle."
    })
final class VerifyCommand implements Callable<Integer> {

  /** More would not help anybody to see what happened. */
  private static final int FAULTS_TOLD = 50;

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "BUNDLE", description = "The folder of a run.")
  Path folder = Path.of("");

  @Override
  public Integer call() {
    Verification verification = new Verify(folder, Provenance.tool()).look();
    Evidence evidence = verification.evidence();
    if (!verification.isValid() || evidence == null) {
      return tampered(verification);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "valid: %s, run %s of %s@%s%n",
        evidence.verdict(), evidence.run(), evidence.project(), evidence.engine().name());
    out.println("UNSIGNED");
    out.println("Proven:");
    verification.proven().forEach(line -> out.println("  - " + line));
    out.println("Not proven:");
    verification.unproven().forEach(line -> out.println("  - " + line));
    evidence.reasons().forEach(reason -> out.println("reason: " + plain(reason)));
    out.println("head: " + verification.head());
    out.flush();
    return evidence.verdict() == Verdict.VERIFIED ? ExitCode.OK : ExitCode.NOT_VERIFIED;
  }

  private int tampered(Verification verification) {
    PrintWriter err = spec.commandLine().getErr();
    int faults = verification.faults().size();
    err.printf("%s is not as it was sealed, and nothing that it says may be believed:%n", folder);
    verification.faults().stream()
        .limit(FAULTS_TOLD)
        .map(fault -> plain(fault.toString()))
        .forEach(fault -> err.println("  - " + fault));
    if (faults > FAULTS_TOLD) {
      err.printf("  and %d more%n", faults - FAULTS_TOLD);
    }
    err.flush();
    return ExitCode.WRONG_INPUT;
  }

  /** What stands in a bundle may hold what a terminal would obey. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
