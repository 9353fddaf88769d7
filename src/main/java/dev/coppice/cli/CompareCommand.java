package dev.coppice.cli;

import dev.coppice.drill.ExitCode;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Json;
import dev.coppice.history.Archive;
import dev.coppice.history.Comparison;
import dev.coppice.history.Comparison.Bundled;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts two runs side by side. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Put two runs side by side: what took another time, and what changed.",
      "What moved the critical path most comes first."
    })
final class CompareCommand implements Callable<Integer> {

  @Mixin Common common = new Common();

  @Mixin HistoryOptions options = new HistoryOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "The comparison as JSON on standard output.")
  boolean json;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "The earlier run: its bundle's folder, or its id.")
  String before = "";

  @Parameters(index = "1", paramLabel = "B", description = "The run that is held against it.")
  String after = "";

  @Override
  public Integer call() {
    Comparison comparison = Comparison.of(bundled(before), bundled(after));
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? Json.pretty(comparison) : CompareWords.of(comparison));
    out.flush();
    return ExitCode.OK;
  }

  private Bundled bundled(String given) {
    Path folder = Path.of(given);
    if (!Files.isDirectory(folder)) {
      folder =
          Archive.read(options.folders()).runs().stream()
              .filter(line -> line.outline().run().equals(given))
              // What finished a run tells more of it than what was left of it.
              .reduce((a, b) -> b)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "%s is neither a bundle's folder nor a run in %s"
                              .formatted(given, Named.folders(options.folders()))))
              .folder();
    }
    Bundle bundle = Bundle.open(folder);
    return new Bundled(folder.toString(), bundle.plan(), bundle.evidence());
  }
}
