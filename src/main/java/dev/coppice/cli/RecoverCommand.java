package dev.coppice.cli;

import dev.coppice.drill.Opened;
import dev.coppice.drill.PastRun;
import dev.coppice.drill.Prepared;
import dev.coppice.drill.Recovery;
import dev.coppice.drill.RefusedException;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.RunLock;
import dev.coppice.time.Time;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The bad day: brings the stack and its data back, without a disaster of our own. */
@Command(
    name = "recover",
    mixinStandardHelpOptions = true,
    description = {
      "Bring the stack and its data back from definition and backup: the bad day.",
      "What stands is kept, and data that is there is never restored over."
    })
final class RecoverCommand implements Callable<Integer> {

  @Mixin Common common = new Common();

  @Mixin RunOptions options = new RunOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--keep",
      paramLabel = "VOLUME",
      description = "Go on with the data that is in this volume; may be given more than once.")
  Set<String> keep = new LinkedHashSet<>();

  @Parameters(paramLabel = "SCENARIO", description = "The scenario's file.")
  Path file = Path.of("");

  @Override
  public Integer call() throws Exception {
    Session session = new Session(spec, common, options);
    return session.listening(() -> carryOut(session));
  }

  private int carryOut(Session session) throws InterruptedException {
    RunClock clock = RunClock.start(Time.SYSTEM);
    try (Workbench bench = Workbench.open(file, common.failPoints());
        RunLock held = bench.claim(Session.doing("recover", file))) {
      bench.tellsNoSecrets(spec);
      requireKnown(bench);
      try (Opened opened = bench.opened(clock, "recover", held, session.halt())) {
        Prepared prepared = bench.preparation().recovery(keep, opened);
        if (!prepared.obstacles().isEmpty()) {
          throw new RefusedException(prepared.obstacles());
        }
        Consent.compare(prepared.plan(), options.consent(spec));
        List<PastRun> before = PastRun.unfinished(Workbench.state());
        int exit =
            session.carryOut(opened, bench, prepared, clock, run -> new Recovery(run).carryOut());
        before.forEach(past -> session.sealLeftBehind(past.id(), bench.redaction()));
        return new Unseen(common, session).after(bench, held, exit);
      }
    }
  }

  private void requireKnown(Workbench bench) {
    for (String volume : keep) {
      if (!bench.stack().volumes().containsKey(volume)) {
        throw new picocli.CommandLine.ParameterException(
            spec.commandLine(),
            "--keep %s: stack %s has no such volume; it has %s"
                .formatted(volume, bench.stack().project(), bench.stack().volumes().keySet()));
      }
    }
  }
}
