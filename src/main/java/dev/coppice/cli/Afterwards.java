package dev.coppice.cli;

import dev.coppice.drill.ExitCode;
import dev.coppice.drill.HashKey;
import dev.coppice.drill.PastRun;
import dev.coppice.drill.RefusedException;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.RunLock;
import dev.coppice.journal.State;
import dev.coppice.time.Time;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a scenario wants after the verdict: the data of the rescue copies put back, by an undo of
 * the run within the same command. The verdict stays what it is.
 */
record Afterwards(CommandSpec spec, Common common, RunOptions options, Redaction redaction) {

  /** In the bundle's {@code logs}: what became of the putting back. */
  private static final String LOG = Bundle.LOGS + "/put-back.log";

  /**
   * Does what is left to do, on a stack that is still claimed for the run.
   *
   * @param held the lock on the stack, which the run took
   * @param done the run's session, whose run has ended
   * @param exit the run's exit code
   * @return the command's exit code: the run's, unless the data is not there again
   */
  int carryOut(Session done, RunLock held, int exit) {
    Optional<PastRun> past = past(done.run());
    if (past.isEmpty()) {
      return exit;
    }
    String id = past.get().id();
    String asked = done.halt().by();
    if (asked != null) {
      return failed(done, past.get(), exit, "the run was asked to stop by " + asked);
    }
    done.err()
        .println(
            "Afterwards: the data of the rescue copies is put back, as `coppice undo %s` does. The verdict of run %s stays."
                .formatted(id, id));
    Session session = Session.beside(spec, common, options);
    int undone;
    try {
      undone = session.listening(() -> undo(past.get(), held, session));
    } catch (UnfinishedException down) {
      throw down;
    } catch (RefusedException refused) {
      return failed(done, past.get(), exit, Failures.words(refused));
    } catch (Exception failure) {
      return failed(done, past.get(), exit, String.valueOf(failure.getMessage()));
    }
    if (undone == ExitCode.OK) {
      tell(
          done,
          past.get(),
          "The data of the rescue copies of run %s was put back by run %s, an undo of it. The verdict of run %s stays what it was."
              .formatted(id, session.run(), id));
      return exit;
    }
    if (undone == ExitCode.UNFINISHED) {
      tell(
          done,
          past.get(),
          "The putting back of the rescue copies of run %s is unfinished: coppice resume %s"
              .formatted(id, session.run()));
      return undone;
    }
    return failed(done, past.get(), exit, "run %s ended with %d".formatted(session.run(), undone));
  }

  private static Optional<PastRun> past(String run) {
    State state = Workbench.state();
    return run.isEmpty()
        ? Optional.empty()
        : PastRun.read(state, run).filter(past -> past.awaitsPutBack(state));
  }

  private int undo(PastRun past, RunLock held, Session session) throws InterruptedException {
    RunClock clock = RunClock.start(Time.SYSTEM);
    try (Workbench bench =
        Workbench.open(
            Path.of(past.fact("scenario")),
            past.fact("endpoint"),
            HashKey.fresh(),
            common.failPoints())) {
      past.requireFits(
          Workbench.state(), bench.stack().project(), bench.access().engine().identity());
      // The plan of the run, which was consented to, says that this comes.
      int exit = new Undo(past, session).carryOut(bench, held, clock, prepared -> {});
      return new Unseen(common, session).after(bench, held, exit);
    }
  }

  private int failed(Session session, PastRun past, int exit, String why) {
    boolean isBack = past(past.id()).isEmpty();
    tell(
        session,
        past,
        isBack
            ? "The data of the rescue copies of run %s was put back, and that is not verified: %s"
                .formatted(past.id(), why)
            : "THE DATA OF THE RESCUE COPIES OF RUN %s WAS NOT PUT BACK: %s%nThe stack stands as the run left it. Mend that, then: coppice undo %s"
                .formatted(past.id(), why, past.id()));
    return Math.max(exit, ExitCode.NOT_VERIFIED);
  }

  /** On the screen and in the run's own report. */
  private void tell(Session session, PastRun past, String words) {
    spec.commandLine().getErr().println(words);
    spec.commandLine().getErr().flush();
    Bundle bundle = Bundle.of(past.bundle(), redaction);
    bundle.writeBytes(LOG, (bundle.clean(words) + "\n").getBytes(StandardCharsets.UTF_8));
    session.renderAgain(bundle);
  }
}
