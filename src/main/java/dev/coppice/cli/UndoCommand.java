package dev.coppice.cli;

import dev.coppice.data.RescueCopies;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.HashKey;
import dev.coppice.drill.Opened;
import dev.coppice.drill.PastRun;
import dev.coppice.drill.Prepared;
import dev.coppice.drill.RefusedException;
import dev.coppice.drill.Resumption;
import dev.coppice.drill.Undoing;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.RunLock;
import dev.coppice.journal.State;
import dev.coppice.plan.Phase;
import dev.coppice.time.Time;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Raises a stack again with the data of a run's rescue copies. */
@Command(
    name = "undo",
    mixinStandardHelpOptions = true,
    description = {
      "Raise the stack again with the data of a run's rescue copies: of an interrupted run the way",
      "back instead of forward, of a finished one the return of what was written after the backup.",
      "What is in the volumes now is copied first."
    })
final class UndoCommand implements Callable<Integer> {

  @Mixin Common common = new Common();

  @Mixin RunOptions options = new RunOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "RUN", description = "The run's id.")
  String id = "";

  @Override
  public Integer call() throws Exception {
    State state = Workbench.state();
    PastRun past = Pasts.known(id, state, spec);
    String next = past.isOver() ? "its data came from the backup" : "coppice resume " + id;
    if (new RescueCopies(state.rescueCopies()).of(id).isEmpty()) {
      throw new RefusedException(
          "run %s has no rescue copies: it made none, or they were released".formatted(id), next);
    }
    if (past.impact().isEmpty()) {
      throw new RefusedException(
          "run %s lost nothing: there is nothing to undo".formatted(id), next);
    }
    if (!past.isOver() && !past.fact("undoes").isEmpty()) {
      // Half of what it put back would be taken for the user's data.
      throw new RefusedException(
          "run %s is an undo itself, and unfinished".formatted(id),
          "finish it first: coppice resume " + id);
    }
    Session session = new Session(spec, common, options);
    return session.listening(() -> undo(past, session));
  }

  private int undo(PastRun past, Session session) {
    RunClock clock = RunClock.start(Time.SYSTEM);
    Path scenario = Path.of(past.fact("scenario"));
    try (Workbench bench =
            Workbench.open(scenario, past.fact("endpoint"), HashKey.fresh(), common.failPoints());
        RunLock held = bench.claim(Session.doing("undo", id))) {
      bench.tellsNoSecrets(spec);
      past.requireFits(
          Workbench.state(), bench.stack().project(), bench.access().engine().identity());
      if (!past.isOver()) {
        settle(past, bench, session);
      }
      try (Opened opened = bench.opened(clock, "undo", held, session.halt())) {
        Prepared prepared = bench.preparation().undo(past, opened);
        requireFree(past, prepared);
        if (prepared.plan().losses().isEmpty()) {
          Consent.compare(prepared.plan(), options.confirm);
        } else {
          bench.phases().time(Phase.CONFIRM, () -> session.askConsent(prepared.plan()));
        }
        int exit =
            session.carryOut(opened, bench, prepared, clock, run -> new Undoing(run).carryOut());
        if (exit == ExitCode.REFUSED && !past.isOver()) {
          session.err().println(stillUnfinished(past));
          return ExitCode.UNFINISHED;
        }
        return exit;
      }
    }
  }

  private static void settle(PastRun past, Workbench bench, Session session) {
    RunClock clock = Resumption.clock(past, Time.SYSTEM);
    new Resumption(
            past,
            bench.preparation(),
            bench.access(),
            clock,
            bench.redaction(),
            session.progress(clock))
        .settle();
  }

  private static void requireFree(PastRun past, Prepared prepared) {
    if (prepared.obstacles().isEmpty()) {
      return;
    }
    if (past.isOver()) {
      throw new RefusedException(prepared.obstacles());
    }
    throw new UnfinishedException(
        "run %s cannot be undone yet:%n%s%n%s"
            .formatted(
                past.id(),
                prepared.obstacles().stream()
                    .map(Failures::inWords)
                    .collect(Collectors.joining("\n")),
                stillUnfinished(past)),
        new RefusedException(prepared.obstacles()));
  }

  private static String stillUnfinished(PastRun past) {
    return ("Run %s is unfinished still, and users may be without the stack. Mend that, then:"
            + " coppice undo %s, or forward: coppice resume %s")
        .formatted(past.id(), past.id(), past.id());
  }
}
