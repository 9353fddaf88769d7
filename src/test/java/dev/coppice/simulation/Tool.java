package dev.coppice.simulation;

import dev.coppice.drill.Access;
import dev.coppice.drill.BlockedException;
import dev.coppice.drill.Drill;
import dev.coppice.drill.Ending;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Halt;
import dev.coppice.drill.HashKey;
import dev.coppice.drill.NotPutRightException;
import dev.coppice.drill.Opened;
import dev.coppice.drill.PastRun;
import dev.coppice.drill.PhaseLog;
import dev.coppice.drill.Preparation;
import dev.coppice.drill.Prepared;
import dev.coppice.drill.Recovery;
import dev.coppice.drill.RefusedException;
import dev.coppice.drill.Resumption;
import dev.coppice.drill.Run;
import dev.coppice.drill.Runs;
import dev.coppice.drill.UndoOpening;
import dev.coppice.drill.Undoing;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.LockNote;
import dev.coppice.journal.RunLock;
import dev.coppice.journal.State;
import dev.coppice.scenario.Scenario;
import dev.coppice.scenario.UserConfiguration;
import dev.coppice.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One process of the tool in a modelled world: what the command line does, without its words. */
final class Tool {

  private static final Redaction NOTHING_SECRET = Redaction.none();

  private final World world;
  private final ModelTime time;
  private final Access access;
  private final Scenario scenario;
  private final Stack stack;
  private @Nullable Ending ending;
  private boolean resumed;

  Tool(World world, Shop shop, Stack stack, Path backup) {
    this(world, shop, stack, backup, state(world), world.random);
  }

  /**
   * A process of whoever else uses the tool.
   *
   * @param state where he keeps his journals
   * @param random decides in what order his process does things
   */
  Tool(World world, Shop shop, Stack stack, Path backup, State state, Random random) {
    this.world = world;
    time = new ModelTime(world.clock, random, "boot");
    Connection connection = new Connection(world, time);
    access =
        new Access(
            connection,
            connection,
            null,
            new ModelCommands(world, time),
            (pinned, architecture) -> List.of(),
            time,
            state,
            Map.of(),
            new JournalDeaths(world, time));
    scenario = shop.scenario(backup, world.programs);
    this.stack = stack;
  }

  static State state(World world) {
    return new State(world.folder.resolve("state"));
  }

  /** How its last run ended, null where it did not come so far. */
  @Nullable Ending ending() {
    return ending;
  }

  /** Whether it took up a run that had a journal. */
  boolean hasResumed() {
    return resumed;
  }

  /** {@code coppice run}: the exit code. */
  int run() {
    return guarded(
        () -> {
          RunClock clock = RunClock.start(time);
          try (RunLock held = claim()) {
            Opened opened =
                Opened.open(access, scenario, stack, clock, HashKey.fresh(), "run", new Halt());
            held.isOf(opened.id());
            int exit =
                begun(
                    opened,
                    clock,
                    () -> preparation().drill(opened),
                    run -> new Drill(run).carryOut());
            // Not as a resource: a process that is killed closes nothing.
            opened.close();
            return exit;
          }
        });
  }

  private int begun(
      Opened opened, RunClock clock, Supplier<Prepared> preparing, Function<Run, Ending> work) {
    try {
      Prepared prepared = preparing.get();
      if (!prepared.obstacles().isEmpty()) {
        throw new RefusedException(prepared.obstacles());
      }
      return carryOut(Runs.begin(opened, prepared, order(clock), new Whispers(world)), work);
    } catch (RuntimeException failure) {
      time.requireLife();
      try {
        opened.close();
      } catch (NotPutRightException left) {
        failure.addSuppressed(left);
      }
      throw failure;
    }
  }

  /** {@code coppice resume}: the exit code. */
  int resume() {
    return guarded(
        () -> {
          // One that is being undone ends with its undo.
          List<PastRun> unfinished =
              PastRun.unfinished(access.state()).stream()
                  .filter(run -> run.undoneBy(access.state()).isEmpty())
                  .toList();
          if (unfinished.isEmpty()) {
            world.note("nothing to resume");
            return ExitCode.OK;
          }
          // Of several the user has to name one.
          int which = unfinished.size() == 1 ? 0 : world.random.nextInt(unfinished.size());
          return resume(unfinished.get(which));
        });
  }

  private int resume(PastRun past) {
    resumed = true;
    RunClock clock = Resumption.clock(past, time);
    try (RunLock held = claim()) {
      held.isOf(past.id());
      Resumption resumption = resumption(past, clock);
      if (past.impact().isEmpty()) {
        List<String> down = resumption.clearAway();
        world.note("died before impact; does not run: " + down);
        return down.isEmpty() && past.othersUnfinished(access.state()).isEmpty()
            ? ExitCode.REFUSED
            : ExitCode.UNFINISHED;
      }
      Run run = resumption.begin(order(clock));
      return carryOut(run, begun -> new Recovery(begun).carryOut());
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    } catch (RefusedException refused) {
      throw refused;
    } catch (BlockedException blocked) {
      world.note("blocked: " + blocked.obstacles());
      return ExitCode.UNFINISHED;
    } catch (RuntimeException failure) {
      world.note("cannot go on: " + failure);
      return ExitCode.UNFINISHED;
    }
  }

  private Resumption resumption(PastRun past, RunClock clock) {
    return new Resumption(past, preparation(), access, clock, NOTHING_SECRET, new Whispers(world));
  }

  /** {@code coppice undo RUN}: the exit code. */
  int undo(String id) {
    return guarded(
        () -> {
          PastRun past = PastRun.read(access.state(), id).orElseThrow();
          UndoOpening.requireUndoable(past, access.state());
          RunClock clock = RunClock.start(time);
          try (RunLock held = claim()) {
            return past.isOver() ? undo(past, held, clock) : undoUnfinished(past, held, clock);
          }
        });
  }

  /** Until it is undone, the stack may be down. */
  private int undoUnfinished(PastRun past, RunLock held, RunClock clock) {
    try {
      int exit = undo(past, held, clock);
      return exit == ExitCode.REFUSED ? ExitCode.UNFINISHED : exit;
    } catch (BlockedException blocked) {
      world.note("cannot be undone yet: " + blocked.obstacles());
      return ExitCode.UNFINISHED;
    } catch (RuntimeException failure) {
      time.requireLife();
      world.note("cannot be undone yet: " + failure);
      return ExitCode.UNFINISHED;
    }
  }

  private int undo(PastRun past, RunLock held, RunClock clock) {
    past.requireFits(access.state(), Shop.PROJECT, access.engine().identity());
    Opened opened =
        UndoOpening.open(
            past,
            () -> resumption(past, Resumption.clock(past, time)).settle(),
            () -> Opened.undo(past, access, scenario, stack, clock, HashKey.fresh(), new Halt()));
    held.isOf(opened.id());
    int exit =
        begun(
            opened,
            clock,
            () -> preparation().undo(past, opened),
            run -> new Undoing(run).carryOut());
    // Not as a resource: a process that is killed closes nothing.
    opened.close();
    return exit;
  }

  private int carryOut(Run begun, Function<Run, Ending> work) {
    try (Run run = begun) {
      ending = work.apply(run);
      return ending.exitCode();
    } catch (RuntimeException broken) {
      world.note("broke off: " + broken);
      return begun.isAsItWas() ? ExitCode.REFUSED : ExitCode.UNFINISHED;
    }
  }

  private RunLock claim() {
    return RunLock.take(
            access.state().locks(), Shop.PROJECT, LockNote.begun("run", time.wall()), time)
        .orElseThrow(() -> new RefusedException("the stack is held", "wait"));
  }

  private Preparation preparation() {
    return new Preparation(access, scenario, stack, UserConfiguration.NONE, new PhaseLog(time));
  }

  private Runs.Order order(RunClock clock) {
    return new Runs.Order(
        world.folder.resolve("reports"),
        clock,
        false,
        NOTHING_SECRET,
        HashKey.fresh(),
        new PhaseLog(time),
        new Halt());
  }

  private int guarded(java.util.function.IntSupplier command) {
    try {
      int exit = command.getAsInt();
      time.requireLife();
      return exit;
    } catch (RefusedException refused) {
      world.note("refused: " + refused.obstacles());
      return NotPutRightException.in(refused).isEmpty() ? ExitCode.REFUSED : ExitCode.UNFINISHED;
    } catch (RuntimeException failure) {
      time.requireLife();
      if (NotPutRightException.in(failure).isPresent()) {
        world.note("not put right: " + failure);
        return ExitCode.UNFINISHED;
      }
      world.note("nothing was touched: " + failure);
      return ExitCode.REFUSED;
    } finally {
      time.die();
      Thread.interrupted();
    }
  }
}
