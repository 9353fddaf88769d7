package dev.coppice.cli;

import dev.coppice.drill.Drill;
import dev.coppice.drill.Opened;
import dev.coppice.drill.Prepared;
import dev.coppice.drill.RefusedException;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.RunLock;
import dev.coppice.plan.Phase;
import dev.coppice.time.Time;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Parameters(paramLabel = "SCENARIO", description = "The scenario's file.")
  Path file = Path.of("");

  @Override
  public Integer call() throws Exception {
    Session session = new Session(spec, common, options);
    return session.listening(() -> carryOut(session));
  }

  private int carryOut(Session session) {
    RunClock clock = RunClock.start(Time.SYSTEM);
    try (Workbench bench = Workbench.open(file, common.failPoints());
        RunLock held = bench.claim(session.holder("run", file));
        Opened opened = bench.opened(clock, "run")) {
      Prepared prepared = bench.preparation().drill(opened);
      if (!prepared.obstacles().isEmpty()) {
        throw new RefusedException(prepared.obstacles());
      }
      bench.phases().time(Phase.CONFIRM, () -> session.askConsent(prepared.plan()));
      return session.carryOut(opened, bench, prepared, clock, run -> new Drill(run).carryOut());
    }
  }
}
