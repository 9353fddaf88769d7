package dev.coppice.cli;

import dev.coppice.compose.EngineEndpoint;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.HashKey;
import dev.coppice.drill.HeldLock;
import dev.coppice.drill.PastRun;
import dev.coppice.drill.RefusedException;
import dev.coppice.drill.Unlocking;
import dev.coppice.engine.DockerEngine;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.Holder.Life;
import dev.coppice.journal.JournalException;
import dev.coppice.journal.LockNote;
import dev.coppice.journal.RunLock;
import dev.coppice.journal.State;
import dev.coppice.process.SystemCommands;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.time.Time;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Clears the lock that a dead run has left on its engine. */
@Command(
    name = "unlock",
    mixinStandardHelpOptions = true,
    description = {
      "Say whose the lock on a stack is, and clear it.",
      "Refuses while the process that holds it lives. A run that is unfinished stays so: `coppice"
          + " resume` is the way to finish it."
    })
final class UnlockCommand implements Callable<Integer> {

  @Mixin Common common = new Common();

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--run",
      required = true,
      paramLabel = "ID",
      description = "The run that holds the lock, as a refusal names it.")
  String id = "";

  @Option(
      names = "--confirm",
      paramLabel = "ID",
      description =
          "The same id again: you know that it is dead. Wanted where that cannot be told from "
              + "here, such as for a run of another machine.")
  @Nullable String confirm;

  @Option(
      names = "--engine",
      paramLabel = "ENDPOINT",
      description =
          "Where the lock is, unix:///... or tcp://...; otherwise where the run was begun, and for "
              + "a run that is not known here where DOCKER_HOST or docker's context lead.")
  @Nullable String endpoint;

  @Override
  public Integer call() {
    Optional<PastRun> past = known();
    try (DockerEngine engine = DockerEngine.connect(place(past), HashKey.fresh()::hash)) {
      Optional<HeldLock> held = Unlocking.heldBy(engine, id);
      if (past.isEmpty() && held.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "no run %s is known on this machine, and none locks anything on the engine at %s"
                .formatted(id, engine.identity().endpoint()));
      }
      String name = lockName(past, held, engine.identity());
      LockNote note = LockNote.begun(Session.doing("unlock", "--run " + id), Time.SYSTEM.wall());
      Path locks = Workbench.state().locks();
      try (RunLock own = RunLock.take(locks, name, note, Time.SYSTEM).orElse(null)) {
        if (own == null) {
          return isHeldHere(RunLock.holder(locks, name), held);
        }
        held.ifPresentOrElse(lock -> unlock(engine, lock), this::nothing);
        past.ifPresent(this::next);
        return ExitCode.OK;
      }
    }
  }

  private Optional<PastRun> known() {
    if (!PastRun.isId(id)) {
      throw new ParameterException(spec.commandLine(), "--run " + id + ": that is no run's id");
    }
    try {
      return PastRun.read(Workbench.state(), id);
    } catch (JournalException damaged) {
      // Its lock on the engine tells all that is needed.
      spec.commandLine().getErr().println(damaged.getMessage());
      return Optional.empty();
    }
  }

  private String place(Optional<PastRun> past) {
    return endpoint == null && past.isPresent()
        ? past.get().fact("endpoint")
        : EngineEndpoint.resolve(endpoint, Workbench.environment(), new SystemCommands());
  }

  private static String lockName(
      Optional<PastRun> past, Optional<HeldLock> held, EngineIdentity engine) {
    String stack = held.map(HeldLock::stack).orElseGet(() -> past.orElseThrow().fact("project"));
    return Workbench.lockName(stack, engine.name(), engine.rootDir());
  }

  /** Whoever holds the lock on the file lives. */
  private int isHeldHere(String holder, Optional<HeldLock> held) {
    if (held.isEmpty() && !holder.contains("run " + id + " ")) {
      nothing();
      return ExitCode.OK;
    }
    throw new RefusedException(
        "the stack is held on this machine by %s: that process lives".formatted(holder),
        "wait for its end, or ask it to stop: coppice halt " + id);
  }

  private void unlock(DockerEngine engine, HeldLock held) {
    Life life = held.life();
    String whose =
        "stack %s is locked by %s: %s".formatted(held.stack(), held.inWords(), life.inWords());
    if (life == Life.LIVES) {
      throw new RefusedException(whose, "wait for its end, or ask it to stop: coppice halt " + id);
    }
    if (life == Life.UNKNOWN && !id.equals(confirm)) {
      throw new RefusedException(
          whose,
          "where you know that it is dead: coppice unlock --run %s --confirm %s".formatted(id, id));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(whose);
    State state = Workbench.state();
    Path journal =
        Unlocking.clear(
            engine, engine, state, common.failPoints(), RunClock.start(Time.SYSTEM), held);
    out.printf("cleared: container %s is removed (%s)%n", held.name(), journal);
    out.flush();
  }

  private void nothing() {
    spec.commandLine().getOut().println("Nothing is locked by run " + id + ".");
  }

  private void next(PastRun past) {
    if (!past.isOver()) {
      spec.commandLine()
          .getOut()
          .println("Run " + id + " is unfinished still. Finish it: coppice resume " + id);
    }
  }
}
