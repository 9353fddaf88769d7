package dev.coppice.cli;

import dev.coppice.attest.Trust;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Provenance;
import dev.coppice.verify.ChainVerification;
import dev.coppice.verify.Fault;
import dev.coppice.verify.VerifyChain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What {@code verify --chain} does and says. */
record ChainWords(CommandLine line, @Nullable Trust trust) {

  private static final Pattern HEAD = Pattern.compile("\\b[0-9a-f]{64}\\b");

  private static final long LARGEST_HEADS = 1 << 20;

  int verify(List<Path> folders, @Nullable Path heads) {
    List<String> kept = heads == null ? List.of() : kept(heads);
    List<ChainVerification> chains = new VerifyChain(Provenance.tool(), trust).look(folders);
    List<String> missing = VerifyChain.missing(kept, folders);
    chains.forEach(this::tell);
    PrintWriter err = line.getErr();
    missing.forEach(
        head ->
            err.printf(
                "head %s, which was kept, is of none of these bundles: one is left out%n", head));
    err.flush();
    if (!missing.isEmpty() || chains.stream().anyMatch(chain -> !chain.faults().isEmpty())) {
      return ExitCode.WRONG_INPUT;
    }
    if (chains.stream().anyMatch(chain -> !chain.refusals().isEmpty())) {
      return ExitCode.REFUSED;
    }
    return chains.stream().allMatch(ChainVerification::isVerified)
        ? ExitCode.OK
        : ExitCode.NOT_VERIFIED;
  }

  private List<String> kept(Path file) {
    try {
      if (Files.size(file) > LARGEST_HEADS) {
        throw new ParameterException(line, "--head %s: the file is too large".formatted(file));
      }
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      List<String> found = HEAD.matcher(text).results().map(MatchResult::group).distinct().toList();
      if (found.isEmpty()) {
        throw new ParameterException(
            line, "--head %s: there is no head in it, such as `verify` prints".formatted(file));
      }
      return found;
    } catch (IOException e) {
      throw new ParameterException(line, "--head %s: it cannot be read: %s".formatted(file, e), e);
    }
  }

  private void tell(ChainVerification chain) {
    PrintWriter out = line.getOut();
    out.printf("scenario %s: %s%n", VerifyCommand.plain(chain.scenario()), standing(chain));
    for (ChainVerification.Seen seen : chain.bundles()) {
      out.printf(
          "  %d  %s  %s  %s%n",
          seen.sequence(),
          VerifyCommand.plain(seen.run()),
          seen.verdict() == null ? "not valid" : seen.verdict(),
          seen.folder());
    }
    if (chain.head() != null) {
      out.println("  head: " + chain.head());
    }
    out.flush();
    PrintWriter err = line.getErr();
    for (Fault fault : chain.faults()) {
      err.println("  - " + VerifyCommand.plain(fault.toString()));
    }
    chain.refusals().forEach(why -> err.println("  - refused: " + VerifyCommand.plain(why)));
    err.flush();
  }

  private static String standing(ChainVerification chain) {
    if (!chain.faults().isEmpty()) {
      return "the chain is broken, or a bundle is not as it was sealed";
    }
    return chain.refusals().isEmpty()
        ? "%d bundles, none is missing before the newest".formatted(chain.bundles().size())
        : "not signed by whom you trust";
  }
}
