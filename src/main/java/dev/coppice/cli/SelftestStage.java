package dev.coppice.cli;

import dev.coppice.data.BackupManifest;
import dev.coppice.data.Backups;
import dev.coppice.data.RescueCopies;
import dev.coppice.drill.Drill;
import dev.coppice.drill.Ending;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Opened;
import dev.coppice.drill.Preparation;
import dev.coppice.drill.Prepared;
import dev.coppice.drill.Recovery;
import dev.coppice.drill.RefusedException;
import dev.coppice.drill.Sabotage;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.Announcement;
import dev.coppice.journal.RunLock;
import dev.coppice.journal.State;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan;
import dev.coppice.probe.Probe;
import dev.coppice.scenario.Scenario;
import dev.coppice.selftest.Drilled;
import dev.coppice.selftest.Mutation;
import dev.coppice.selftest.Stage;
import dev.coppice.selftest.Subject;
import dev.coppice.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Carries the drills of a selftest out, each as a command of its own would. */
final class SelftestStage implements Stage, AutoCloseable {

  private static final Duration LONGEST_BACKUP = Duration.ofMinutes(5);

  private final CommandSpec spec;
  private final Common common;
  private final RunOptions options;
  private final Workbench bench;
  private final RunLock held;
  private final List<String> only;
  private final State state = Workbench.state();
  private final long began = Time.SYSTEM.nanos();
  private Session session;
  private @Nullable Path folder;
  private boolean consented;

  /**
   * On a stack that is claimed for all of it.
   *
   * @param only names of the lies that are told; empty for all
   */
  SelftestStage(
      CommandSpec spec,
      Common common,
      RunOptions options,
      Workbench bench,
      RunLock held,
      List<String> only) {
    this.spec = spec;
    this.common = common;
    this.options = options;
    this.bench = bench;
    this.held = held;
    this.only = List.copyOf(only);
    session = Session.beside(spec, common, options);
  }

  @Override
  public Drilled drill(Scenario scenario, Sabotage sabotage) throws Exception {
    long start = Time.SYSTEM.nanos();
    session = Session.beside(spec, common, options);
    AtomicReference<@Nullable Plan> plan = new AtomicReference<>();
    AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    Announcement announced = Announcement.of(state, bench.scenario().file(), Time.SYSTEM.wall());
    boolean isOver = true;
    try {
      Workbench one = bench.anew(scenario, sabotage);
      int exit =
          session.listening(
              () ->
                  new Unseen(common, session)
                      .besides(announced, one, held, () -> drill(one, plan, ending)));
      Plan planned = plan.get();
      Ending ended = ending.get();
      if (planned == null || ended == null) {
        throw new RefusedException(
            "the engine went away before the drill began", "start the selftest again");
      }
      return new Drilled(
          session.run(),
          exit,
          ended.evidence(),
          planned,
          ended.bundle(),
          (Time.SYSTEM.nanos() - start) / 1e6);
    } catch (UnfinishedException down) {
      isOver = false;
      throw down;
    } finally {
      if (isOver) {
        announced.close();
      }
    }
  }

  private int drill(
      Workbench one,
      AtomicReference<@Nullable Plan> plan,
      AtomicReference<@Nullable Ending> ending) {
    RunClock clock = RunClock.start(Time.SYSTEM);
    try (Opened opened = one.opened(clock, "run", held, session.halt())) {
      Prepared prepared = one.preparation().drill(opened);
      if (!prepared.obstacles().isEmpty()) {
        throw new RefusedException(prepared.obstacles());
      }
      if (!consented) {
        one.phases().time(Phase.CONFIRM, () -> session.askConsent(prepared.plan()));
        consented = true;
      }
      plan.set(prepared.plan());
      return session.carryOut(
          opened,
          one,
          prepared,
          clock,
          run -> {
            Ending ended = new Drill(run).carryOut();
            ending.set(ended);
            return ended;
          });
    }
  }

  @Override
  public void restore(Drilled sabotaged, Scenario scenario, boolean anew) throws Exception {
    tell("bringing the stack back");
    session = Session.beside(spec, common, options);
    // It may be down: whoever asks it to stop is told, and it goes on.
    session.halt().isPastReturn();
    int exit = session.listening(() -> restored(sabotaged, scenario, anew));
    if (exit > ExitCode.NOT_VERIFIED) {
      throw new UnfinishedException(
          "the stack did not come back after run %s, which was sabotaged on purpose%nUsers may be without the stack. Go on with: coppice resume %s"
              .formatted(sabotaged.run(), session.run()),
          new IllegalStateException("its recovery ended with " + exit));
    }
  }

  private int restored(Drilled sabotaged, Scenario scenario, boolean anew) {
    RunClock clock = RunClock.start(Time.SYSTEM);
    Workbench one = bench.anew(scenario, Sabotage.NONE);
    try (Opened opened = one.opened(clock, "recover", held, session.halt())) {
      Preparation preparation = one.preparation();
      Prepared prepared =
          anew
              ? preparation.recoveryAnew(sabotaged.plan(), opened)
              : preparation.recovery(one.stack().volumes().keySet(), opened);
      if (!prepared.obstacles().isEmpty()) {
        throw new UnfinishedException(
            "the stack cannot be brought back after run %s, which was sabotaged on purpose:%n%s%nUsers may be without the stack. Mend that, then: coppice recover %s"
                .formatted(
                    sabotaged.run(),
                    prepared.obstacles().stream()
                        .map(Failures::inWords)
                        .collect(Collectors.joining("\n")),
                    scenario.file()),
            new RefusedException(prepared.obstacles()));
      }
      return session.carryOut(opened, one, prepared, clock, run -> new Recovery(run).carryOut());
    }
  }

  @Override
  public void release(Drilled over) {
    new RescueCopies(state.rescueCopies()).release(over.run());
  }

  @Override
  public Subject subject(Drilled honest) {
    return new Subject(
        bench.scenario(),
        bench.stack(),
        honest.plan(),
        new Probe.Asking(bench.access().engine(), bench.stack().project()),
        Map.of(),
        Map.of());
  }

  @Override
  public Subject withStale(Subject subject) {
    Map<String, Path> stale = new HashMap<>();
    Map<String, String> not = new HashMap<>();
    for (Scenario.Backup backup : bench.scenario().backups().values()) {
      try {
        stale.put(backup.name(), stale(backup));
      } catch (IOException e) {
        not.put(backup.name(), bench.redaction().clean(String.valueOf(e.getMessage())));
      }
    }
    return subject.with(stale, not);
  }

  private Path stale(Scenario.Backup backup) throws IOException {
    Scenario.ServiceCommand make = backup.make();
    if (make == null) {
      throw new IOException(
          "the scenario does not say how backup %s is made".formatted(backup.name()));
    }
    if (folder == null) {
      folder = Files.createTempDirectory("coppice-selftest");
    }
    Path file = folder.resolve(backup.name());
    BackupManifest made =
        new Backups(bench.access().engine(), bench.access().commands())
            .make(
                backup.name(),
                file,
                bench.stack().project(),
                make.service(),
                make.command(),
                LONGEST_BACKUP);
    if (made.sha256().equals(BackupManifest.of(backup.file()).sha256())) {
      throw new IOException(
          "a backup of the stack without its data is the same as backup " + backup.name());
    }
    return file;
  }

  @Override
  public void tell(String line) {
    session.err().printf("%n=== selftest: %s%n", line);
    session.err().flush();
  }

  @Override
  public boolean isAskedFor(Mutation mutation) {
    return only.isEmpty() || only.contains(mutation.name());
  }

  @Override
  public boolean isStopped() {
    return session.halt().by() != null;
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(Time.SYSTEM.nanos() - began);
  }

  @Override
  public void close() {
    if (folder != null) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
        Files.delete(folder);
      } catch (IOException e) {
        throw new UncheckedIOException("tried to remove " + folder, e);
      }
    }
  }
}
