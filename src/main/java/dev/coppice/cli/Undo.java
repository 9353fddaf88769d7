package dev.coppice.cli;

import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Opened;
import dev.coppice.drill.PastRun;
import dev.coppice.drill.Prepared;
import dev.coppice.drill.RefusedException;
import dev.coppice.drill.Resumption;
import dev.coppice.drill.Undoing;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.RunLock;
import dev.coppice.time.Time;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The undo of a run on a stack that is claimed for it, by command or after the run's verdict. */
record Undo(PastRun past, Session session) {

  /**
   * Carries it out to its exit code.
   *
   * @param held the lock on the stack
   * @param consent asked once nothing is in the way; it throws where there is none
   */
  int carryOut(Workbench bench, RunLock held, RunClock clock, Consumer<Prepared> consent) {
    if (!past.isOver()) {
      session.resumption(past, bench, Resumption.clock(past, Time.SYSTEM)).settle();
    }
    try (Opened opened = bench.opened(clock, "undo", held, session.halt())) {
      Prepared prepared = bench.preparation().undo(past, opened);
      requireFree(prepared);
      consent.accept(prepared);
      int exit =
          session.carryOut(opened, bench, prepared, clock, run -> new Undoing(run).carryOut());
      session.sealLeftBehind(past.id(), bench.redaction());
      if (exit == ExitCode.REFUSED && !past.isOver()) {
        session.err().println(stillUnfinished());
        return ExitCode.UNFINISHED;
      }
      return exit;
    }
  }

  private void requireFree(Prepared prepared) {
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
                stillUnfinished()),
        new RefusedException(prepared.obstacles()));
  }

  private String stillUnfinished() {
    return ("Run %s is unfinished still, and users may be without the stack. Mend that, then:"
            + " coppice undo %s, or forward: coppice resume %s")
        .formatted(past.id(), past.id(), past.id());
  }
}
