package dev.coppice.cli;

import dev.coppice.drill.Ending;
import dev.coppice.drill.Halt;
import dev.coppice.drill.Prepared;
import dev.coppice.drill.Run;
import dev.coppice.drill.Runs;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.RunClock;
import dev.coppice.plan.Plan;
import dev.coppice.report.Report;
import dev.coppice.report.Reports;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands that leave a bundle share: watching, signals, the last words. */
final class Session implements AutoCloseable {

  private final CommandSpec spec;
  private final RunOptions options;
  private final Terminal terminal;
  private final Halt halt = new Halt();
  private final Signals signals = new Signals(halt);

  Session(CommandSpec spec, Common common, RunOptions options) {
    this.spec = spec;
    this.options = options;
    terminal = Terminal.of(Workbench.environment(), common.noColor);
  }

  String holder(String command, Path file) {
    return "`coppice %s %s`, process %d, since %s"
        .formatted(command, file, ProcessHandle.current().pid(), Instant.now());
  }

  void askConsent(Plan plan) {
    Consent.ask(plan, options.confirm, terminal, err());
  }

  Runs.Order order(Workbench bench, RunClock clock) {
    return new Runs.Order(
        options.reports, clock, terminal.canAsk(), bench.redaction(), bench.key(), halt);
  }

  ConsoleProgress progress(RunClock clock) {
    return new ConsoleProgress(err(), terminal, clock);
  }

  /** Begins a run and carries it out to its last words. */
  int carryOut(Workbench bench, Prepared prepared, RunClock clock, Function<Run, Ending> work) {
    return carryOut(Runs.begin(prepared, order(bench, clock), progress(clock)), work);
  }

  /** Carries out a run that has begun; what breaks it leaves it to be resumed. */
  int carryOut(Run begun, Function<Run, Ending> work) {
    signals.listen();
    try (Run run = begun) {
      return finish(work.apply(run));
    } catch (RuntimeException broken) {
      throw new UnfinishedException(
          "run %s broke off: %s%nUsers may be without the stack. Go on with: coppice resume %s"
              .formatted(begun.id(), broken.getMessage(), begun.id()),
          broken);
    }
  }

  /** Renders the reports, says how it went, and gives the exit code. */
  private int finish(Ending ending) {
    Bundle bundle = Bundle.open(ending.bundle());
    Evidence evidence = bundle.evidence();
    Path report = render(bundle, evidence);
    err().print(Ended.inWords(evidence, ending, terminal.hasColour()));
    err().flush();
    PrintWriter out = spec.commandLine().getOut();
    if (options.json) {
      out.print(Json.pretty(evidence));
    }
    (options.json ? err() : out).println("report: " + report);
    out.flush();
    err().flush();
    signals.ended(ending.exitCode());
    return ending.exitCode();
  }

  /** Writes every kind of report into the bundle; gives the path of the page. */
  static Path render(Bundle bundle, Evidence evidence) {
    for (Report report : Reports.KINDS.values()) {
      bundle.writeBytes(report.file(), report.render(evidence, bundle.logs()));
    }
    return bundle.folder().resolve("report.html").toAbsolutePath();
  }

  @Override
  public void close() {
    signals.over();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
