package dev.coppice.cli;

import dev.coppice.drill.ExitCode;
import dev.coppice.evidence.Json;
import dev.coppice.history.Archive;
import dev.coppice.history.Chronicle;
import dev.coppice.history.Past;
import dev.coppice.report.IndexPage;
import dev.coppice.time.Time;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells the past: what the bundles of all runs say side by side. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Tell the past of scenarios from the bundles of their runs: verdicts, times, trend.",
      "It believes what stands in the bundles; `coppice verify` checks one."
    })
final class HistoryCommand implements Callable<Integer> {

  private static final String INDEX = "index.html";

  @Mixin Common common = new Common();

  @Mixin HistoryOptions options = new HistoryOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "The past as JSON on standard output.")
  boolean json;

  @Option(
      names = "--html",
      description = "Write " + INDEX + " into the reports folder, a page about all scenarios.")
  boolean html;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..1",
      description = "A scenario's name or file; all of them otherwise.")
  @Nullable String scenario;

  @Override
  public Integer call() throws IOException {
    Past all = Reviewed.past(Archive.read(options.folders()));
    Past past = scenario == null ? all : all.of(Named.scenario(scenario));
    if (scenario != null && past.scenarios().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "no run of a scenario %s lies in %s; there are: %s"
              .formatted(
                  Named.scenario(scenario),
                  Named.folders(options.folders()),
                  all.scenarios().isEmpty() ? "none" : String.join(", ", all.scenarios())));
    }
    PrintWriter out = spec.commandLine().getOut();
    Chronicle chronicle = Chronicle.of(past);
    if (json) {
      out.print(Json.pretty(chronicle));
    } else {
      out.print(HistoryWords.of(chronicle, Named.folders(options.folders()), Time.SYSTEM.wall()));
    }
    if (html) {
      // Of all scenarios, whichever is told: the page has one place.
      Path page = write(IndexPage.render(Chronicle.of(all), options.reports, Time.SYSTEM.wall()));
      (json ? spec.commandLine().getErr() : out).println("report: " + page);
      spec.commandLine().getErr().flush();
    }
    out.flush();
    return ExitCode.OK;
  }

  private Path write(byte[] page) throws IOException {
    Path folder = Files.createDirectories(options.reports.toAbsolutePath().normalize());
    Path file = folder.resolve(INDEX);
    Path part = folder.resolve(INDEX + ".part");
    Files.write(part, page);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    return file;
  }
}
