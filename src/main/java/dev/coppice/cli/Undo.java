package dev.coppice.cli;

import dev.coppice.drill.BlockedException;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Opened;
import dev.coppice.drill.PastRun;
import dev.coppice.drill.Prepared;
import dev.coppice.drill.RefusedException;
import dev.coppice.drill.Resumption;
import dev.coppice.drill.UndoOpening;
import dev.coppice.drill.Undoing;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.RunLock;
import dev.coppice.plan.Obstacle;
import dev.coppice.time.Time;
import java.util.List;
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
    try (Opened opened = opened(bench, held, clock)) {
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

  private Opened opened(Workbench bench, RunLock held, RunClock clock) {
    try {
      return UndoOpening.open(
          past,
          () -> session.resumption(past, bench, Resumption.clock(past, Time.SYSTEM)).settle(),
          () -> bench.openedUndo(past, clock, held, session.halt()));
    } catch (BlockedException blocked) {
      throw cannotYet(inWords(blocked.obstacles()), blocked);
    }
  }

  private void requireFree(Prepared prepared) {
    if (prepared.obstacles().isEmpty()) {
      return;
    }
    if (past.isOver()) {
      throw new RefusedException(prepared.obstacles());
    }
    throw cannotYet(inWords(prepared.obstacles()), new RefusedException(prepared.obstacles()));
  }

  /** Of a run that is unfinished, "refused" would say that everything is as it should be. */
  UnfinishedException cannotYet(String why, RuntimeException cause) {
    return new UnfinishedException(
        "run %s cannot be undone yet:%s%n%s".formatted(past.id(), why, stillUnfinished()), cause);
  }

  private static String inWords(List<Obstacle> obstacles) {
    return obstacles.stream().map(Failures::inWords).collect(Collectors.joining("\n", "\n", ""));
  }

  private String stillUnfinished() {
    return ("Run %s is unfinished still, and users may be without the stack. Mend that, then:"
            + " coppice undo %s, or forward: coppice resume %s")
        .formatted(past.id(), past.id(), past.id());
  }
}
