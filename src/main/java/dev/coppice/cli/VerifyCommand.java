package dev.coppice.cli;

import dev.coppice.attest.Trust;
import dev.coppice.attest.VerifyingKey;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Provenance;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Verdict;
import dev.coppice.verify.Signed;
import dev.coppice.verify.Verification;
import dev.coppice.verify.Verify;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a bundle without an engine and asks for its verdict anew. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Check the files of a bundle and compute its verdict again from the raw records.",
      "Exit code 0: valid and verified. 1: valid and not verified. 2: changed, or not a bundle. 3:"
          + " with --trust, signed by nobody who is trusted."
    })
final class VerifyCommand implements Callable<Integer> {

  /** More would not help anybody to see what happened. */
  private static final int FAULTS_TOLD = 50;

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "BUNDLE",
      arity = "1..*",
      description = "The folder of a run; with --chain, folders that hold bundles.")
  List<Path> folders = List.of();

  @Option(
      names = "--chain",
      description =
          "Verify every bundle in these folders, and that none of a scenario was left out: a hole"
              + " or a fork is exit code 2. 0: the newest of each scenario is verified.")
  boolean chain;

  @Option(
      names = "--head",
      paramLabel = "FILE",
      description =
          "With --chain: heads that were kept elsewhere, as `verify` prints them. One that no"
              + " bundle has was left out.")
  @Nullable Path heads;

  @Option(
      names = "--trust",
      paramLabel = "KEYS",
      description =
          "Public keys that you trust, a file or a folder of files named .pub or .pem: what nobody"
              + " else than these has signed is refused.")
  @Nullable Path trusted;

  @Override
  public Integer call() {
    Trust trust = trusted == null ? null : Trust.read(trusted);
    if (chain) {
      return new ChainWords(spec.commandLine(), trust).verify(folders, heads);
    }
    if (folders.size() > 1 || heads != null) {
      throw new ParameterException(
          spec.commandLine(),
          heads != null ? "--head goes with --chain" : "several bundles go with --chain");
    }
    Path folder = folders.get(0);
    Verification verification = new Verify(folder, Provenance.tool(), trust).look();
    Evidence evidence = verification.evidence();
    if (!verification.refusals().isEmpty()) {
      return refused(folder, verification);
    }
    if (evidence == null) {
      return tampered(folder, verification);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "valid: %s, run %s of %s@%s, scenario %s%n",
        evidence.verdict(),
        plain(evidence.run()),
        plain(evidence.project()),
        plain(evidence.engine().name()),
        plain(evidence.scenario().name()));
    signed(verification.signed(), trust).forEach(out::println);
    out.println("Proven:");
    verification.proven().forEach(line -> out.println("  - " + line));
    out.println("Not proven:");
    verification.unproven().forEach(line -> out.println("  - " + line));
    evidence.reasons().forEach(reason -> out.println("reason: " + plain(reason)));
    out.println("head: " + verification.head());
    out.flush();
    return evidence.verdict() == Verdict.VERIFIED ? ExitCode.OK : ExitCode.NOT_VERIFIED;
  }

  private static List<String> signed(Signed signed, @Nullable Trust trust) {
    VerifyingKey outcome = signed.outcome();
    if (outcome == null) {
      return List.of("UNSIGNED");
    }
    String whose =
        trust == null ? "which you have not said to trust" : "see " + trust.keys().get(outcome);
    String by = "SIGNED by key %s, %s".formatted(outcome, whose);
    return signed.plan() == null ? List.of(by, "PLAN UNSIGNED") : List.of(by);
  }

  private int refused(Path folder, Verification verification) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf("%s is refused:%n", folder);
    verification.refusals().forEach(why -> err.println("  - " + why));
    err.printf(
        "    trusted is what lies in %s; without --trust it is verified all the same%n", trusted);
    err.flush();
    return ExitCode.REFUSED;
  }

  private int tampered(Path folder, Verification verification) {
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
  static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
