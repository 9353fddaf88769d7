package dev.coppice.cli;

import dev.coppice.data.RescueCopies;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.PastRun;
import dev.coppice.drill.RefusedException;
import dev.coppice.journal.LockNote;
import dev.coppice.journal.RunLock;
import dev.coppice.journal.State;
import dev.coppice.time.Time;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives up a run's rescue copies. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description = "Give up a run's rescue copies: what only they hold is gone for good.")
final class ReleaseCommand implements Callable<Integer> {

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "RUN", description = "The run's id.")
  String id = "";

  @Override
  public Integer call() {
    State state = Workbench.state();
    PastRun past = Pasts.known(id, state, spec);
    String name =
        Workbench.lockName(past.fact("project"), past.fact("engine"), past.fact("rootDir"));
    // An undo that puts these very copies back holds the lock from its first look at them.
    LockNote note = LockNote.begun(Session.doing("release", id), Time.SYSTEM.wall());
    try (RunLock held = RunLock.take(state.locks(), name, note, Time.SYSTEM).orElse(null)) {
      if (held == null) {
        throw new RefusedException(
            "stack %s is held by %s"
                .formatted(past.fact("project"), RunLock.holder(state.locks(), name)),
            "wait for its end");
      }
      requireOver(state);
      release(new RescueCopies(state.rescueCopies()));
    }
    return ExitCode.OK;
  }

  private void requireOver(State state) {
    for (PastRun unfinished : PastRun.unfinished(state)) {
      boolean itself = unfinished.id().equals(id);
      if (itself || unfinished.fact("undoes").equals(id)) {
        throw new RefusedException(
            itself
                ? "run %s is unfinished, and its rescue copies may be all that is left"
                    .formatted(id)
                : "run %s puts the copies of run %s back, and is unfinished"
                    .formatted(unfinished.id(), id),
            "finish it first: coppice resume " + unfinished.id());
      }
    }
  }

  private void release(RescueCopies all) {
    PrintWriter out = spec.commandLine().getOut();
    List<RescueCopies.Copy> copies = all.all(id);
    long bytes = all.bytes(id);
    all.release(id);
    if (copies.isEmpty()) {
      out.println("Run " + id + " has no rescue copies: nothing to release.");
    }
    for (RescueCopies.Copy copy : copies) {
      out.printf("released: volume %s, %s%n", copy.manifest().volume(), copy.file());
    }
    if (bytes > 0) {
      out.printf("%s are free again.%n", RescueCopies.size(bytes));
    }
    out.flush();
  }
}
