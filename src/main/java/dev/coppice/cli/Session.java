package dev.coppice.cli;

import dev.coppice.attest.Attestation;
import dev.coppice.attest.KeyException;
import dev.coppice.attest.Sealing;
import dev.coppice.attest.SigningKey;
import dev.coppice.drill.Ending;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Halt;
import dev.coppice.drill.HaltFile;
import dev.coppice.drill.LeftBehind;
import dev.coppice.drill.Opened;
import dev.coppice.drill.PastRun;
import dev.coppice.drill.Prepared;
import dev.coppice.drill.Progress;
import dev.coppice.drill.RefusedException;
import dev.coppice.drill.Resumption;
import dev.coppice.drill.Run;
import dev.coppice.drill.Runs;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunClock;
import dev.coppice.plan.Plan;
import dev.coppice.report.Report;
import dev.coppice.report.Reports;
import dev.coppice.scenario.ScenarioException;
import dev.coppice.scenario.UserConfiguration;
import dev.coppice.time.Time;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands that leave a bundle share: watching, signals, the last words. */
final class Session {

  private static final long HALT_PERIOD_MS = 250;

  private final CommandSpec spec;
  private final RunOptions options;
  private final Terminal terminal;
  private final Halt halt = new Halt();
  private final Signals signals;
  private final @Nullable SigningKey signer;
  private @Nullable LiveProgress live;
  private volatile @Nullable Whereabouts whereabouts;
  private volatile @Nullable String run;
  private volatile boolean over;
  private @Nullable Run carriedOut;
  private boolean beside;

  Session(CommandSpec spec, Common common, RunOptions options) {
    this.spec = spec;
    this.options = options;
    signals = ((CoppiceCommand) spec.root().userObject()).signals();
    terminal = Terminal.of(Workbench.environment(), common.noColor);
    signer = signer();
  }

  /** Found out before anything is touched; a guardian goes on whatever becomes of the key. */
  private @Nullable SigningKey signer() {
    try {
      return options.signing.signer(terminal.canAsk());
    } catch (KeyException | ScenarioException unusable) {
      if (!options.unguarded) {
        throw unusable;
      }
      err().println("Going on without a signature: " + unusable.getMessage());
      return null;
    }
  }

  /** One for a run that a command carries out beside its own: its report is not the command's. */
  static Session beside(CommandSpec spec, Common common, RunOptions options) {
    Session session = new Session(spec, common, options);
    session.beside = true;
    return session;
  }

  /** The run that was begun; empty where none was. */
  String run() {
    String id = run;
    return id == null ? "" : id;
  }

  /** The containers that stood at the end of its run, where the engine went away since. */
  Optional<List<String>> unseen() {
    Run ended = carriedOut;
    return ended == null ? Optional.empty() : ended.unseen();
  }

  /**
   * Does the work of a command so that a signal is heard by it: it ends before it has touched
   * anything, or as its run decides.
   */
  int listening(Callable<Integer> work) throws Exception {
    signals.listen(this::heard);
    try {
      halt.mayInterrupt();
      return work.call();
    } catch (InterruptedException | RuntimeException stopped) {
      if (run == null && halt.by() != null) {
        halt.isHeeded();
        RefusedException refusal =
            new RefusedException(
                "it was stopped by %s before it touched anything".formatted(halt.by()),
                "start it again");
        refusal.addSuppressed(stopped);
        throw refusal;
      }
      throw stopped;
    }
  }

  /** What is told to whoever sends a signal, each time; a run past its impact is finished first. */
  private void heard(String signal) {
    boolean again = halt.by() != null;
    boolean stops = halt.ask("signal " + signal);
    if (over) {
      return;
    }
    err().println(signal + ": " + (stops ? stopping(again) : goingOn()));
    err().flush();
  }

  private static String stopping(boolean again) {
    return again
        ? "it is stopping already; what is held is let go, and everything will be as it was."
        : "asked to stop before impact: everything will be as it was.";
  }

  private String goingOn() {
    Whereabouts stand = whereabouts;
    return ("asked to stop after impact: the recovery goes on%s. If this process dies, go on with:"
            + " coppice resume %s")
        .formatted(stand == null ? "" : ", " + stand.inWords(), run);
  }

  Halt halt() {
    return halt;
  }

  /** What this process does, for others to read. */
  static String doing(String command, Object what) {
    return "`coppice %s %s`".formatted(command, what);
  }

  void askConsent(Plan plan) {
    Consent.ask(plan, options.consent(spec), terminal, err());
  }

  Runs.Order order(Workbench bench, RunClock clock) {
    return new Runs.Order(
        options.reports,
        clock,
        terminal.canAsk(),
        bench.redaction(),
        bench.key(),
        bench.phases(),
        halt,
        signer);
  }

  /** A run of before, to be taken up or settled. */
  Resumption resumption(PastRun past, Workbench bench, RunClock clock) {
    return new Resumption(
        past, bench.preparation(), bench.access(), clock, bench.redaction(), progress(clock));
  }

  Progress progress(RunClock clock) {
    Whereabouts stand = new Whereabouts(shown(clock));
    whereabouts = stand;
    return stand;
  }

  /** A picture where somebody watches, a line an event where nobody does. */
  private Progress shown(RunClock clock) {
    if (!terminal.isWatched()) {
      return new ConsoleProgress(err(), clock);
    }
    Screen screen = Screen.of(Workbench.environment(), terminal.hasColour());
    LiveProgress picture = new LiveProgress(err(), clock, screen);
    live = picture;
    return picture;
  }

  private void stopDrawing() {
    if (live != null) {
      live.close();
    }
  }

  /** Begins a run and carries it out to its last words. */
  int carryOut(
      Opened opened,
      Workbench bench,
      Prepared prepared,
      RunClock clock,
      Function<Run, Ending> work) {
    try (Guardian guardian = guarded(opened.id())) {
      return carryOut(Runs.begin(opened, prepared, order(bench, clock), progress(clock)), work);
    }
  }

  /** Arms a guardian where the user wants one; null where not. */
  @Nullable Guardian guarded(String run) {
    boolean wanted =
        options.guardian
            || UserConfiguration.read(UserConfiguration.path(Workbench.environment())).guardian();
    if (!wanted || options.unguarded) {
      return null;
    }
    Guardian guardian =
        Guardian.arm(
            Guardian.argv(run, options.reports, options.signing),
            Workbench.state().run(run).resolve("guardian.log"),
            Guardian.PATIENCE);
    halt.lookAt(guardian::gone);
    return guardian;
  }

  /** Carries out a run that has begun; what breaks it leaves it to be resumed. */
  int carryOut(Run begun, Function<Run, Ending> work) {
    run = begun.id();
    carriedOut = begun;
    lookForHalt(begun.id());
    Ending ending;
    try (Run run = begun) {
      ending = work.apply(run);
    } catch (RuntimeException broken) {
      throw brokenOff(begun, broken);
    } finally {
      over = true;
      stopDrawing();
    }
    return told(ending);
  }

  /** Between two steps minutes may pass: a wish to stop must not wait for the next one. */
  private void lookForHalt(String id) {
    HaltFile file = HaltFile.of(Workbench.state(), id);
    Thread lookout =
        new Thread(
            () -> {
              try {
                while (!over && halt.by() == null) {
                  file.asked().ifPresent(this::halted);
                  Thread.sleep(HALT_PERIOD_MS);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "halt");
    lookout.setDaemon(true);
    lookout.start();
  }

  private void halted(String by) {
    boolean stops = halt.ask(by);
    err().println(by + ": " + (stops ? stopping(false) : goingOn()));
    err().flush();
  }

  private static RuntimeException brokenOff(Run run, RuntimeException broken) {
    return run.isAsItWas()
        ? new RefusedException(
            "run %s broke off before its impact: %s".formatted(run.id(), Failures.words(broken)),
            "mend that, then clear away what is left of it: coppice resume " + run.id())
        : new UnfinishedException(
            "run %s broke off: %s%nUsers may be without the stack. Go on with: coppice resume %s"
                .formatted(run.id(), Failures.words(broken), run.id()),
            broken);
  }

  /** Says how it went, renders the reports, and gives the exit code. */
  private int told(Ending ending) {
    Bundle bundle = Bundle.open(ending.bundle());
    Evidence evidence = bundle.evidence();
    PrintWriter out = spec.commandLine().getOut();
    err().print(Ended.inWords(evidence, ending, terminal.hasColour()));
    err().flush();
    if (options.json && !beside) {
      out.print(Json.pretty(evidence));
      out.flush();
    }
    notices(evidence, ending.exitCode(), bundle);
    try {
      Path report = render(bundle, evidence, signer);
      (options.json || beside ? err() : out).println("report: " + report);
      return ending.exitCode();
    } catch (RuntimeException failure) {
      err()
          .println(
              "The run is over, and its report could not be written: " + Failures.words(failure));
      err().println("Mend that, then render it again: coppice report " + bundle.folder());
      return Math.max(ending.exitCode(), ExitCode.NOT_VERIFIED);
    } finally {
      out.flush();
      err().flush();
    }
  }

  /** Before the bundle is sealed: who was told of the run is part of its records. */
  private void notices(Evidence evidence, int exit, Bundle bundle) {
    if (evidence.sabotage() != null || evidence.command().equals("undo")) {
      // Nobody is woken for a lie that was told on purpose, and an undo is no news of recovery.
      return;
    }
    try {
      new Notices(
              UserConfiguration.read(UserConfiguration.path(Workbench.environment())).outlets(),
              Workbench.environment(),
              options.metrics,
              Post.USUAL)
          .tell(evidence, exit, bundle, err())
          .forEach(line -> err().println("notice: " + line));
    } catch (RuntimeException failure) {
      err().println("notice: nobody was told: " + Failures.words(failure));
    }
    err().flush();
  }

  /** Whether a sealed bundle holds the very reports that this version makes. */
  static boolean isRendered(Bundle bundle) {
    Evidence evidence = bundle.evidence();
    return Files.isRegularFile(bundle.folder().resolve(Bundle.MANIFEST))
        && Reports.KINDS.values().stream().allMatch(report -> holds(bundle, evidence, report));
  }

  private static boolean holds(Bundle bundle, Evidence evidence, Report report) {
    try {
      Path file = bundle.folder().resolve(report.file());
      byte[] should = report.render(evidence, bundle.logs(), bundle.isPlanSigned());
      return Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), should);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Seals what a run left behind that is over and that nobody takes up again. */
  void sealLeftBehind(String past, Redaction redaction) {
    try {
      LeftBehind.complete(Workbench.state(), past, redaction, Time.SYSTEM)
          .ifPresent(
              bundle -> {
                Path report = render(bundle, bundle.evidence(), signer);
                err().println("The records of run %s are sealed: %s".formatted(past, report));
              });
    } catch (RuntimeException failure) {
      // What became of the stack does not depend on it.
      err()
          .println(
              "The records of run %s could not be sealed: %s"
                  .formatted(past, Failures.words(failure)));
    }
  }

  /** Renders, seals and signs once more a bundle of which a file was written after its end. */
  void renderAgain(Bundle bundle) {
    render(bundle, bundle.evidence(), signer);
  }

  /**
   * Writes every kind of report into the bundle, seals and signs it; gives the path of the page.
   *
   * @param signer null where none is wanted
   */
  static Path render(Bundle bundle, Evidence evidence, @Nullable SigningKey signer) {
    for (Report report : Reports.KINDS.values()) {
      bundle.writeBytes(
          report.file(), report.render(evidence, bundle.logs(), bundle.isPlanSigned()));
    }
    Sealing.seal(bundle, evidence);
    if (signer != null) {
      Attestation.sign(bundle, signer, Time.SYSTEM.wall(), CiJob.url(Workbench.environment()));
    }
    return bundle.folder().resolve("report.html").toAbsolutePath();
  }

  CommandSpec spec() {
    return spec;
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
