package dev.coppice.cli;

import dev.coppice.drill.BlockedException;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.HashKey;
import dev.coppice.drill.PastRun;
import dev.coppice.drill.Recovery;
import dev.coppice.drill.RefusedException;
import dev.coppice.drill.Resumption;
import dev.coppice.drill.Run;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.Announcement;
import dev.coppice.journal.JournalException;
import dev.coppice.journal.RunLock;
import dev.coppice.journal.State;
import dev.coppice.plan.Obstacle;
import dev.coppice.time.Time;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finishes an interrupted or failed run from its journal. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Finish an interrupted or failed run from its plan and journal.")
final class ResumeCommand implements Callable<Integer> {

  @Mixin Common common = new Common();

  @Mixin RunOptions options = new RunOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "The run's id; not needed where only one is unfinished.")
  @Nullable String id;

  @Override
  public Integer call() throws Exception {
    State state = Workbench.state();
    Optional<PastRun> found = find(state);
    Session session = new Session(spec, common, options);
    if (found.isEmpty() || found.get().isOver()) {
      return Announcement.left(state).isEmpty()
          ? nothing(found)
          : session.listening(() -> settled(found, session));
    }
    if (found.get().impact().isPresent()) {
      // The stack is down: whoever asks it to stop is told, and it goes on.
      session.halt().isPastReturn();
    }
    return session.listening(() -> unseenToo(goOn(found.get(), session), session));
  }

  /**
   * A run that died before its impact may be one that was putting right what an earlier one had
   * left, and that is left then too.
   */
  private int unseenToo(int exit, Session session) throws InterruptedException {
    if (exit != ExitCode.REFUSED) {
      return exit;
    }
    return new Unseen(common, session)
        .settle()
        .filter(other -> other == ExitCode.UNFINISHED)
        .orElse(exit);
  }

  private int settled(Optional<PastRun> found, Session session) throws InterruptedException {
    return new Unseen(common, session).settle().orElseGet(() -> nothing(found));
  }

  private int nothing(Optional<PastRun> found) {
    spec.commandLine()
        .getOut()
        .println(
            found.isEmpty()
                ? "Nothing to resume: no run on this machine is unfinished."
                : "Nothing to resume: run %s ended with exit code %d."
                    .formatted(found.get().id(), found.get().exit().orElse(0)));
    Standing.of(Workbench.state()).copies().stream()
        .filter(Standing.Kept::awaitsPutBack)
        .forEach(
            kept ->
                spec.commandLine()
                    .getOut()
                    .printf(
                        "The data of run %s is still to be put back: coppice undo %s%n",
                        kept.run(), kept.run()));
    return ExitCode.OK;
  }

  private Optional<PastRun> find(State state) {
    String wanted = id;
    if (wanted != null) {
      PastRun run = Pasts.known(wanted, state, spec);
      run.undoneBy(state).ifPresent(undo -> refuseFor(run, undo));
      return Optional.of(run);
    }
    // A run that is being undone ends with its undo.
    List<PastRun> unfinished =
        PastRun.unfinished(state).stream().filter(run -> run.undoneBy(state).isEmpty()).toList();
    if (unfinished.size() > 1) {
      throw new RefusedException(
          unfinished.stream()
              .map(
                  run ->
                      new Obstacle(
                          "run %s of stack %s is unfinished since %s"
                              .formatted(run.id(), run.fact("project"), run.startedAt()),
                          "coppice resume " + run.id()))
              .toList());
    }
    List<String> damaged = PastRun.damaged(state);
    if (unfinished.isEmpty() && !damaged.isEmpty()) {
      // "Nothing to resume" would leave the stack of such a run down.
      throw new JournalException(String.join("\n", damaged));
    }
    return unfinished.stream().findFirst();
  }

  private static void refuseFor(PastRun run, PastRun undo) {
    if (!run.isOver()) {
      throw new RefusedException(
          "run %s is being undone by run %s, and forward would tread on that"
              .formatted(run.id(), undo.id()),
          "coppice resume " + undo.id());
    }
  }

  private int goOn(PastRun past, Session session) {
    RunClock clock = Resumption.clock(past, Time.SYSTEM);
    HashKey key = HashKey.of(Workbench.state().run(past.id()));
    Path scenario = Path.of(past.fact("scenario"));
    try (Workbench bench =
            Workbench.open(scenario, past.fact("endpoint"), key, common.failPoints());
        RunLock held = bench.claim(Session.doing("resume", past.id()));
        Guardian guardian = session.guarded(past.id())) {
      bench.tellsNoSecrets(spec);
      held.isOf(past.id());
      past.requireFits(
          Workbench.state(), bench.stack().project(), bench.access().engine().identity());
      Resumption resumption = session.resumption(past, bench, clock);
      if (past.impact().isEmpty()) {
        int exit = clearedAway(past, resumption.clearAway(), session);
        session.sealLeftBehind(past.id(), bench.redaction());
        return exit;
      }
      Run run = resumption.begin(session.order(bench, clock));
      int exit = session.carryOut(run, begun -> new Recovery(begun).carryOut());
      Unseen unseen = new Unseen(common, session);
      return new Afterwards(spec, common, options, bench.redaction())
          .carryOut(session, held, unseen.after(bench, held, exit));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UnfinishedException(
          cannotGoOn(past, new IllegalStateException("it was interrupted")), stopped);
    } catch (RefusedException | UnfinishedException | JournalException obstacle) {
      throw obstacle;
    } catch (RuntimeException failure) {
      // Before its impact too: what it holds is still held.
      throw new UnfinishedException(cannotGoOn(past, failure), failure);
    }
  }

  private static int clearedAway(PastRun past, List<String> down, Session session) {
    PrintWriter err = session.err();
    err.println(
        "Run %s died before its impact: what it held goes on, what it made is removed."
            .formatted(past.id()));
    List<PastRun> others = past.othersUnfinished(Workbench.state());
    if (down.isEmpty() && others.isEmpty()) {
      err.println("What ran before it runs: everything is as it was.");
      return ExitCode.REFUSED;
    }
    others.forEach(
        run ->
            err.println(
                "Run %s of this stack is unfinished, and users may be without it. Next: coppice resume %s"
                    .formatted(run.id(), run.id())));
    if (down.isEmpty()) {
      return ExitCode.UNFINISHED;
    }
    err.println("What ran before it does not run, and users may be without the stack:");
    down.forEach(what -> err.println("  - " + what));
    err.println(
        "Mend that, then: coppice resume %s, or bring the stack back with: coppice recover %s"
            .formatted(past.id(), past.fact("scenario")));
    return ExitCode.UNFINISHED;
  }

  private static String cannotGoOn(PastRun past, RuntimeException failure) {
    String why =
        failure instanceof BlockedException blocked
            ? blocked.obstacles().stream()
                .map(Failures::inWords)
                .collect(Collectors.joining("\n", "\n", ""))
            : " " + Failures.words(failure);
    return "run %s cannot go on yet:%s%nUsers may be without the stack. Mend that, then: coppice resume %s"
        .formatted(past.id(), why, past.id());
  }
}
