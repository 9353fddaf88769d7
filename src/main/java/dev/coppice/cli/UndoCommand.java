package dev.coppice.cli;

import dev.coppice.drill.HashKey;
import dev.coppice.drill.PastRun;
import dev.coppice.drill.Prepared;
import dev.coppice.drill.RefusedException;
import dev.coppice.drill.UndoOpening;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.JournalException;
import dev.coppice.journal.RunLock;
import dev.coppice.journal.State;
import dev.coppice.plan.Phase;
import dev.coppice.time.Time;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
      "Raise the stack again with the data of a run's rescue copies.",
      "Of an interrupted run it is the way back instead of forward, of a finished one the return of"
          + " what was written after the backup. What is in the volumes now is copied first."
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
    UndoOpening.requireUndoable(past, state);
    Session session = new Session(spec, common, options);
    return session.listening(() -> undo(past, session));
  }

  private int undo(PastRun past, Session session) throws InterruptedException {
    RunClock clock = RunClock.start(Time.SYSTEM);
    Path scenario = Path.of(past.fact("scenario"));
    try (Workbench bench =
            Workbench.open(scenario, past.fact("endpoint"), HashKey.fresh(), common.failPoints());
        RunLock held = bench.claim(Session.doing("undo", id))) {
      bench.tellsNoSecrets(spec);
      past.requireFits(
          Workbench.state(), bench.stack().project(), bench.access().engine().identity());
      int exit =
          new Undo(past, session)
              .carryOut(bench, held, clock, prepared -> ask(prepared, bench, session));
      return new Unseen(common, session).after(bench, held, exit);
    } catch (RefusedException | UnfinishedException | JournalException obstacle) {
      throw obstacle;
    } catch (RuntimeException failure) {
      if (past.isOver()) {
        throw failure;
      }
      throw new Undo(past, session).cannotYet(" " + Failures.words(failure), failure);
    }
  }

  private void ask(Prepared prepared, Workbench bench, Session session) {
    if (prepared.plan().losses().isEmpty()) {
      Consent.compare(prepared.plan(), options.consent(spec));
    } else {
      bench.phases().time(Phase.CONFIRM, () -> session.askConsent(prepared.plan()));
    }
  }
}
