package dev.coppice.drill;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Verdict;
import dev.coppice.journal.Entry;
import dev.coppice.judge.Judge;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The ways in which a run ends, each of them sealed: refused before impact, judged, broken off. */
final class Endings {

  private static final String WENT_AWAY =
      "the engine went away, and what ran before does not run: ";

  private final Run run;

  Endings(Run run) {
    this.run = run;
  }

  /** Ends a run that something stopped: before impact it is taken back, after it left to resume. */
  Ending stopped(Exception cause) {
    run.halt().isHeeded();
    return run.recorder().hasImpact() ? brokenOff(cause) : refused(refusal(cause));
  }

  private RefusedException refusal(Exception cause) {
    if (cause instanceof RefusedException refusal) {
      return refusal;
    }
    String by = run.halt().by();
    if (by != null || cause instanceof InterruptedException) {
      return new RefusedException(
          "the run was stopped before impact by " + (by == null ? "an interrupt" : by),
          "start it again");
    }
    return new RefusedException(
        run.bundle().clean(String.valueOf(cause.getMessage())),
        "mend that and start the run again");
  }

  private Ending refused(RefusedException refusal) {
    run.progress().note("stopped before impact: lifting the hold and clearing away");
    List<String> down = new ArrayList<>();
    try {
      if (!run.loss().isBack()) {
        down.add("the engine does not answer");
      } else {
        // Where this fails, users may be without what is held: then it is not "as it was".
        run.liftHold();
        quietly("clear away", run::clearAwayScratch);
        if (run.loss().count() > 0) {
          down.addAll(run.startAgain());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      down.add("it was interrupted while it looked whether the stack stands");
    }
    quietly("end the asking", run::stopAsking);
    quietly("take the ledger's writes away", this::cleanLedger);
    run.recorder().end();
    comeToTheEnd();
    down.addAll(unlocked());
    refusal.obstacles().forEach(obstacle -> run.recorder().deviation(obstacle.what()));
    if (!down.isEmpty()) {
      down.forEach(what -> run.recorder().deviation(WENT_AWAY + what));
      return end(seal(), ExitCode.UNFINISHED, refusal.obstacles());
    }
    return end(seal(), ExitCode.REFUSED, refusal.obstacles());
  }

  private void cleanLedger() {
    run.known().stopWriting();
    try {
      run.known().clean();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything stays as it is, to be looked at and resumed. */
  private Ending brokenOff(Exception cause) {
    run.recorder().down("the run broke off: " + cause.getMessage());
    quietly("end the asking", run::stopAsking);
    run.recorder().end();
    comeToTheEnd();
    quietly("give the lock on the stack up", run::unlock);
    try {
      return end(seal(), ExitCode.UNFINISHED, List.of());
    } catch (RuntimeException sealing) {
      cause.addSuppressed(sealing);
      throw new IllegalStateException(
          "%s; nor could its records be sealed: %s"
              .formatted(cause.getMessage(), sealing.getMessage()),
          cause);
    }
  }

  /** What the user wants done at the end is done at every end; where it fails, that is told. */
  private void comeToTheEnd() {
    quietly(
        "run the commands of `after`",
        () ->
            run.around()
                .after()
                .forEach(
                    failure -> {
                      run.recorder().deviation(failure);
                      run.progress().note(failure);
                    }));
  }

  /** Putting away must never hide why the run ends. */
  private void quietly(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failure) {
      run.recorder().deviation("tried to %s but failed: %s".formatted(what, failure.getMessage()));
    }
  }

  /**
   * Gives the lock up. An engine that went away since the last look at the stack ended what just
   * stood: that is started again.
   *
   * @return what does not run for all that
   */
  private List<String> unlocked() {
    quietly("give the lock on the stack up", run::unlock);
    if (!run.isUnseen()) {
      return List.of();
    }
    try {
      return run.loss().isBack() ? run.startAgain() : List.of("the engine does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of("it was interrupted while it looked whether the stack stands");
    }
  }

  /** Ends a run that came through to its verification. */
  Ending judged(boolean rebuilt, boolean steady) {
    comeToTheEnd();
    quietly(
        "look after the rescue copies of earlier runs",
        () -> run.retention().carryOut(rebuilt && steady));
    List<String> down = unlocked();
    down.forEach(what -> run.recorder().down(WENT_AWAY + what));
    // Not timed as the others are: after the seal nothing changes any more.
    run.journal().write(Entry.Kind.PHASE, Map.of("phase", Phase.JUDGE.word()));
    run.progress().phaseBegan(Phase.JUDGE);
    double start = run.clock().nowMs();
    Evidence evidence = seal();
    run.progress().phaseEnded(Phase.JUDGE, run.clock().nowMs() - start);
    return end(
        evidence, exitCode(evidence.verdict(), rebuilt && steady && down.isEmpty()), List.of());
  }

  private static int exitCode(Verdict verdict, boolean standsAndIsSteady) {
    if (!standsAndIsSteady) {
      return ExitCode.UNFINISHED;
    }
    return verdict == Verdict.VERIFIED ? ExitCode.OK : ExitCode.NOT_VERIFIED;
  }

  /** The judge reads only what is in the bundle, so it can be asked again later. */
  private Evidence seal() {
    run.endRecord();
    run.save();
    Evidence evidence = Judge.judge(run.bundle().facts());
    run.bundle().write(Bundle.EVIDENCE, evidence);
    return evidence;
  }

  /** A recovery does; an undo only where it put back all that it was to put back. */
  private boolean takesPlaceOfEarlier() {
    return switch (run.plan().command()) {
      case "recover" -> true;
      case "undo" ->
          run.recorder().hasImpact()
              && Undone.putBack(run.plan()).keySet().stream()
                  .allMatch(name -> run.recorder().isDone("put back " + name));
      default -> false;
    };
  }

  private Ending end(Evidence evidence, int exit, List<Obstacle> obstacles) {
    boolean takesPlace = exit != ExitCode.UNFINISHED && takesPlaceOfEarlier();
    Map<String, String> facts = new TreeMap<>(PastRun.exitFact(exit));
    String undoes = run.plan().undoes();
    if (takesPlace && undoes != null) {
      facts.put(PastRun.PUT_BACK, undoes);
    }
    run.journal().write(Entry.Kind.END, facts);
    run.bundle().writeBytes(Bundle.JOURNAL, run.journal().bytes());
    if (takesPlace) {
      run.takePlaceOfEarlier();
    }
    return new Ending(exit, evidence, run.bundle().folder(), obstacles);
  }
}
