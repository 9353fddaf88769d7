package dev.coppice.cli;

import dev.coppice.drill.RefusedException;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.SelftestSummary;
import dev.coppice.journal.RunLock;
import dev.coppice.plan.Obstacle;
import dev.coppice.report.SelftestPage;
import dev.coppice.selftest.Drilled;
import dev.coppice.selftest.Mutation;
import dev.coppice.selftest.Mutations;
import dev.coppice.selftest.Selftest;
import dev.coppice.time.Time;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sabotages the rebuild on purpose: which check finds what out. */
@Command(
    name = "selftest",
    mixinStandardHelpOptions = true,
    description = {
      "Sabotage the rebuild on purpose, one lie at a time, and show which check finds it out.",
      "For stacks whose scenario says `disposable: true`: each lie is told in a drill of its own."
    })
final class SelftestCommand implements Callable<Integer> {

  @Mixin Common common = new Common();

  @Mixin RunOptions options = new RunOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--only",
      paramLabel = "LIE",
      description =
          "Tell this lie alone, such as \"no restore\"; may be given more than once. What applies"
              + " and is left out so is not found out, and the exit code is not 0.")
  List<String> only = List.of();

  @Parameters(paramLabel = "SCENARIO", description = "The scenario's file.")
  Path file = Path.of("");

  @Override
  public Integer call() throws Exception {
    requireKnown();
    Session session = new Session(spec, common, options);
    return session.listening(this::carryOut);
  }

  private int carryOut() throws Exception {
    try (Workbench bench = Workbench.open(file, common.failPoints());
        RunLock held = bench.claim(Session.doing("selftest", file))) {
      bench.tellsNoSecrets(spec);
      requireDisposable(bench);
      List<Obstacle> untimely =
          Timing.obstacles(bench.scenario(), options.reports, Time.SYSTEM.wall());
      if (!untimely.isEmpty()) {
        throw new RefusedException(untimely);
      }
      Instant started = Time.SYSTEM.wall();
      try (SelftestStage stage = new SelftestStage(spec, common, options, bench, held, only)) {
        Selftest selftest = new Selftest(bench.scenario(), stage);
        try {
          Selftest.Outcome outcome = selftest.carryOut();
          tell(summary(bench, outcome, started, stage.elapsed()), bench.redaction());
          return outcome.exit();
        } catch (RefusedException | UnfinishedException broken) {
          // Half an hour of drills is not thrown away for the one that broke off.
          Optional<Selftest.Outcome> known = selftest.soFar();
          if (known.isPresent()) {
            tell(summary(bench, known.get(), started, stage.elapsed()), bench.redaction());
          }
          throw broken;
        }
      }
    }
  }

  private void requireKnown() {
    List<String> known = Mutations.ALL.stream().map(Mutation::name).toList();
    for (String name : only) {
      if (!known.contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "--only \"%s\": there is no such lie; there are: %s"
                .formatted(name, String.join(", ", known)));
      }
    }
  }

  private void requireDisposable(Workbench bench) {
    if (!bench.scenario().disposable()) {
      throw new RefusedException(
          "the scenario does not say that nobody needs stack %s, and a selftest sabotages it"
              .formatted(bench.stack().project()),
          "where that is so, write `disposable: true` into " + file);
    }
  }

  private static SelftestSummary summary(
      Workbench bench, Selftest.Outcome outcome, Instant started, Duration elapsed) {
    Drilled first = outcome.first();
    Drilled last = outcome.last();
    return new SelftestSummary(
        SelftestSummary.FORMAT,
        first.evidence().scenario(),
        first.evidence().tool(),
        bench.stack().project(),
        first.evidence().engine().name(),
        started,
        elapsed.toNanos() / 1e6,
        outcome.passed(),
        outcome.stopped(),
        Selftest.drill(first),
        outcome.tried(),
        last == null ? null : Selftest.drill(last));
  }

  private void tell(SelftestSummary summary, Redaction redaction) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path folder =
        options
            .reports
            .resolve(summary.scenario().name())
            .resolve("selftest-" + summary.first().run())
            .toAbsolutePath();
    Files.createDirectories(folder);
    Bundle bundle = Bundle.of(folder, redaction);
    bundle.write(Bundle.SELFTEST, summary);
    // What is read back holds no secret any more.
    SelftestSummary clean = Json.read(Json.pretty(summary, redaction), SelftestSummary.class);
    bundle.writeBytes(SelftestPage.FILE, SelftestPage.render(clean));
    (options.json ? err : out).print(redaction.clean(SelftestWords.of(summary)));
    if (options.json) {
      out.print(Json.pretty(summary, redaction));
    }
    (options.json ? err : out).println("report: " + folder.resolve(SelftestPage.FILE));
    out.flush();
    err.flush();
  }
}
