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

  @Parameters(paramLabel = "SCENARIO", description = "The scenario's file.")
  Path file = Path.of("");

  @Override
  public Integer call() throws Exception {
    Session session = new Session(spec, common, options);
    return session.listening(() -> carryOut(session));
  }

  private int carryOut(Session session) throws Exception {
    RunClock clock = RunClock.start(Time.SYSTEM);
    Announcement announced = Announcement.of(Workbench.state(), file, Time.SYSTEM.wall());
    boolean isOver = true;
    try {
      int exit = carryOut(session, clock, announced);
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

  private int carryOut(Session session, RunClock clock, Announcement announced) throws Exception {
    Plan confirmed = plan == null ? null : PlanFile.read(plan);
    try (Workbench bench = Workbench.open(file, common.failPoints());
        RunLock held = bench.claim(Session.doing("run", file))) {
      bench.tellsNoSecrets(spec);
      // One that is away from the start ended nothing under our eyes.
      bench.access().engine().identity();
      Unseen unseen = new Unseen(Workbench.state(), common.failPoints(), session);
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
