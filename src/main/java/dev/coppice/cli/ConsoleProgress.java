package dev.coppice.cli;

import dev.coppice.drill.Progress;
import dev.coppice.evidence.RunClock;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import java.io.PrintWriter;
import java.util.List;

/** One plain line an event, with the seconds since the run began. */
final class ConsoleProgress implements Progress {

  private final PrintWriter err;
  private final RunClock clock;

  ConsoleProgress(PrintWriter err, RunClock clock) {
    this.err = err;
    this.clock = clock;
  }

  @Override
  public void phaseBegan(Phase phase) {
    say(EventLine.began(clock.nowMs(), phase));
  }

  @Override
  public void phaseEnded(Phase phase, double ms) {
    say(EventLine.ended(clock.nowMs(), phase, ms));
  }

  @Override
  public void stepsPlanned(List<Step> steps) {}

  @Override
  public void stepBegan(Step step) {}

  @Override
  public void stepDone(Step step, double ms) {
    say(EventLine.done(clock.nowMs(), step, ms));
  }

  @Override
  public void stepFailed(Step step, String why) {
    say(EventLine.failed(clock.nowMs(), step, why));
  }

  @Override
  public void note(String text) {
    say(EventLine.note(clock.nowMs(), text));
  }

  /** A writer whose reader has gone keeps quiet about it, so that a closed pipe stops no run. */
  private synchronized void say(String line) {
    err.println(line);
    err.flush();
  }
}
