package dev.coppice.cli;

import dev.coppice.compose.ComposeException;
import dev.coppice.drill.EndedSince;
import dev.coppice.drill.EngineLoss;
import dev.coppice.drill.ExitCode;
import dev.coppice.drill.Opened;
import dev.coppice.drill.PastRun;
import dev.coppice.drill.RefusedException;
import dev.coppice.engine.EngineException;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.Announcement;
import dev.coppice.journal.FailPoints;
import dev.coppice.journal.RunLock;
import dev.coppice.journal.State;
import dev.coppice.scenario.ScenarioException;
import dev.coppice.time.Time;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of stacks whose runs were killed where no journal tells of it: before it was opened,
 * or after its end, while the report was written. Such a run has nothing to finish; where the
 * engine was killed with it, what has no restart policy is down all the same.
 */
final class Unseen {

  private final State state;
  private final FailPoints failPoints;
  private final Session session;

  Unseen(Common common, Session session) {
    state = Workbench.state();
    failPoints = common.failPoints();
    this.session = session;
  }

  /**
   * Starts again what ran at the last instant that is known of such a run and has ended since.
   *
   * @return the worst exit code; empty where nothing has ended
   */
  Optional<Integer> settle() throws InterruptedException {
    Optional<Integer> worst = Optional.empty();
    for (Announcement left : Announcement.left(state)) {
      worst = Stream.concat(worst.stream(), settle(left).stream()).max(Integer::compare);
    }
    return worst;
  }

  /**
   * Begins a run. Where the engine goes away before the run has a journal that would tell of it,
   * what ran when the run was announced and has ended since is started again.
   *
   * @throws UnfinishedException where it does not come back, or what ran does not run
   */
  int besides(Announcement mine, Workbench bench, RunLock held, Callable<Integer> run)
      throws Exception {
    try {
      return run.call();
    } catch (EngineException away) {
      if (away.status() != 0) {
        throw away;
      }
      session.err().println("The engine went away: waiting for it. " + away.getMessage());
      awaitEngine(bench, "coppice resume", away);
      List<String> ended = ended(bench, mine.since());
      if (ended.isEmpty()) {
        throw away;
      }
      bringBack(bench, held, ended, "coppice resume", away);
      session.err().println("What ended with it runs again: everything is as it was.");
      return ExitCode.REFUSED;
    }
  }

  /**
   * After a run's end: an engine that went away since the run's last look at the stack has ended
   * what just stood, and that is started again.
   *
   * @param exit the run's exit code
   * @return the same
   * @throws UnfinishedException where the engine does not come back, or what stood does not run
   */
  int after(Workbench bench, RunLock held, int exit) throws InterruptedException {
    Optional<List<String>> stood = session.unseen();
    if (exit == ExitCode.UNFINISHED || stood.isEmpty()) {
      return exit;
    }
    session.err().println("The engine went away at the end of the run: waiting for it.");
    String next = "coppice recover " + bench.scenario().file();
    awaitEngine(bench, next, null);
    bringBack(bench, held, stood.get(), next, null);
    session.err().println("What stood at the end of the run runs.");
    return exit;
  }

  /** Waits for the engine; {@code next} is the command for a user who must go on. */
  private static void awaitEngine(Workbench bench, String next, @Nullable Throwable away)
      throws InterruptedException {
    if (!new EngineLoss(bench.access().engine(), Time.SYSTEM).isBack()) {
      throw new UnfinishedException(
          "the engine does not come back%nUsers may be without the stack. Start the engine, then: %s"
              .formatted(next),
          away);
    }
  }

  private void bringBack(
      Workbench bench, RunLock held, List<String> ended, String next, @Nullable Throwable away)
      throws InterruptedException {
    List<String> down = startedAgain(bench, held, ended);
    if (!down.isEmpty()) {
      throw new UnfinishedException(
          "what ran before the engine went away does not run: %s%nUsers may be without the stack. Mend that, then: %s"
              .formatted(String.join("; ", down), next),
          away);
    }
  }

  private static List<String> ended(Workbench bench, Instant known) {
    String project = bench.stack().project();
    return EndedSince.of(bench.stack(), bench.access().engine().inventory(project), known);
  }

  private List<String> startedAgain(Workbench bench, RunLock held, List<String> ended)
      throws InterruptedException {
    try (Opened opened = bench.opened(RunClock.start(Time.SYSTEM), "run", held, session.halt())) {
      return opened.startAgain(ended);
    }
  }

  private Optional<Integer> settle(Announcement left) throws InterruptedException {
    Optional<PastRun> run = runOf(left);
    Instant known = run.flatMap(PastRun::endedAt).orElse(left.since());
    try (Workbench bench = Workbench.open(left.scenario(), failPoints);
        RunLock held = bench.claim(Session.doing("resume", left.scenario()))) {
      bench.tellsNoSecrets(session.spec());
      List<String> ended = ended(bench, known);
      if (ended.isEmpty()) {
        left.close();
        return Optional.empty();
      }
      return Optional.of(told(left, run, startedAgain(bench, held, ended)));
    } catch (RefusedException held) {
      if (run.isPresent()) {
        // Whoever finished that run is about to end, and looks after what it leaves.
        return Optional.empty();
      }
      throw held;
    } catch (ScenarioException | ComposeException changed) {
      // Nothing was touched by that run, or it had ended: it must not stand in the way of others.
      session
          .err()
          .println(
              "%s; its scenario cannot be read any more: %s"
                  .formatted(what(left, run), changed.getMessage()));
      left.close();
      return Optional.empty();
    } catch (EngineException away) {
      throw new UnfinishedException(
          "%s, and the engine does not answer: %s%nUsers may be without the stack. Start the engine, then: coppice resume"
              .formatted(what(left, run), away.getMessage()),
          away);
    }
  }

  private Optional<PastRun> runOf(Announcement left) {
    return state.runs().stream()
        .map(id -> PastRun.readable(state, id))
        .flatMap(Optional::stream)
        .filter(run -> run.holder().filter(left::isOf).isPresent())
        .findFirst();
  }

  private static String what(Announcement left, Optional<PastRun> run) {
    return run.map(past -> "Run %s was killed after its end".formatted(past.id()))
        .orElse(
            "A run of %s was killed before it had looked at the stack".formatted(left.scenario()));
  }

  private int told(Announcement left, Optional<PastRun> run, List<String> down) {
    PrintWriter err = session.err();
    err.println(what(left, run) + ", and what ran then has ended since.");
    if (down.isEmpty()) {
      err.println("It runs again: everything is as it was.");
      left.close();
      return run.isPresent() ? ExitCode.OK : ExitCode.REFUSED;
    }
    err.println("It does not run, and users may be without the stack:");
    down.forEach(what -> err.println("  - " + what));
    err.println(
        "Mend that, then: coppice resume, or bring the stack back with: coppice recover "
            + left.scenario());
    return ExitCode.UNFINISHED;
  }
}
