package dev.coppice.cli;

import dev.coppice.drill.Progress;
import dev.coppice.evidence.RunClock;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** One plain line an event, with the seconds since the run began. */
final class ConsoleProgress implements Progress {

  private final PrintWriter err;
  private final RunClock clock;

  ConsoleProgress(PrintWriter err, Terminal terminal, RunClock clock) {
    this.err = err;
    this.clock = clock;
  }

  @Override
  public void phaseBegan(Phase phase) {
    line(phase.word());
  }

  @Override
  public void phaseEnded(Phase phase, double ms) {
    line(phase.word() + " took " + Ended.seconds(ms));
  }

  @Override
  public void stepsPlanned(List<Step> steps) {}

  @Override
  public void stepBegan(Step step) {}

  @Override
  public void stepDone(Step step, double ms) {
    line("  " + step.id() + ": done in " + Ended.seconds(ms));
  }

  @Override
  public void stepFailed(Step step, String why) {
    line("  " + step.id() + ": FAILED: " + why);
  }

  @Override
  public void note(String text) {
    line(text);
  }

  private synchronized void line(String text) {
    err.printf(Locale.ROOT, "%8.2f s  %s%n", clock.nowMs() / 1000, text);
    err.flush();
  }
}
