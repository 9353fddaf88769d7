package dev.coppice.cli;

import dev.coppice.drill.Drill;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Opened;
import dev.coppice.drill.PlanDifferences;
import dev.coppice.drill.PlanFile;
import dev.coppice.drill.Prepared;
import dev.coppice.drill.RefusedException;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.Announcement;
import dev.coppice.journal.RunLock;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan;
import dev.coppice.time.Time;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Runs the drill. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Run the drill: cut the stack down, bring it back, prove it, write the report.")
final class RunCommand implements Callable<Integer> {

  @Mixin Common common = new Common();

  @Mixin RunOptions options = new RunOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description =
          "A plan that `coppice plan --out FILE` wrote: it is carried out exactly, "
              + "or refused with what differs.")
  @Nullable Path plan;

  @Option(
      names = "--on-failure",
      paramLabel = "WHAT",
      description =
          "On a game day: whether the next drill begins after one that failed: stop (usual) or"
              + " go-on. While a stack may be down none begins.",
      defaultValue = "stop")
  String onFailure = "stop";

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "1..*",
      description =
          "The scenario's file. Several are a game day: they are drilled in this order, with one"
              + " consent to all of them.")
  List<Path> files = List.of();

  @Override
  public Integer call() throws Exception {
    if (!onFailure.equals("stop") && !onFailure.equals("go-on")) {
      throw new ParameterException(
          spec.commandLine(), "--on-failure is stop or go-on, not " + onFailure);
    }
    if (files.size() == 1) {
      Session session = new Session(spec, common, options);
      return session.listening(() -> carryOut(session, files.get(0)));
    }
    if (plan != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--plan is of one scenario, and %d are given".formatted(files.size()));
    }
    return new GameDay(spec, common, options, onFailure.equals("go-on"), this::carryOut)
        .carryOut(files);
  }

  private int carryOut(Session session, Path file) throws Exception {
    RunClock clock = RunClock.start(Time.SYSTEM);
    Announcement announced = Announcement.of(Workbench.state(), file, Time.SYSTEM.wall());
    boolean isOver = true;
    try {
      int exit = carryOut(session, file, clock, announced);
      if (exit == ExitCode.OK) {
        // Whatever earlier ones were killed at, this one has seen the stack stand.
        announced.supersedes(Workbench.state());
      }
      return exit;
    } catch (UnfinishedException down) {
      isOver = false;
      throw down;
    } finally {
      if (isOver) {
        announced.close();
      }
    }
  }

  private int carryOut(Session session, Path file, RunClock clock, Announcement announced)
      throws Exception {
    Plan confirmed = plan == null ? null : PlanFile.read(plan);
    try (Workbench bench = Workbench.open(file, common.failPoints());
        RunLock held = bench.claim(Session.doing("run", file))) {
      bench.tellsNoSecrets(spec);
      List<Obstacle> untimely =
          Timing.obstacles(bench.scenario(), options.reports, Time.SYSTEM.wall());
      if (!untimely.isEmpty()) {
        throw new RefusedException(untimely);
      }
      // One that is away from the start ended nothing under our eyes.
      bench.access().engine().identity();
      Unseen unseen = new Unseen(common, session);
      int exit =
          unseen.besides(
              announced, bench, held, () -> drill(session, bench, held, clock, confirmed));
      return new Afterwards(spec, common, options, bench.redaction())
          .carryOut(session, held, unseen.after(bench, held, exit));
    }
  }

  private int drill(
      Session session, Workbench bench, RunLock held, RunClock clock, @Nullable Plan confirmed) {
    try (Opened opened = bench.opened(clock, "run", held, session.halt())) {
      Prepared prepared = bench.preparation().drill(opened);
      List<Obstacle> obstacles = new ArrayList<>(prepared.obstacles());
      if (confirmed != null) {
        obstacles.addAll(PlanDifferences.between(confirmed, prepared.plan()));
      }
      if (!obstacles.isEmpty()) {
        throw new RefusedException(obstacles);
      }
      bench.phases().time(Phase.CONFIRM, () -> session.askConsent(prepared.plan()));
      return session.carryOut(opened, bench, prepared, clock, run -> new Drill(run).carryOut());
    }
  }
}
