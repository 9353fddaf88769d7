package dev.coppice.cli;

import dev.coppice.drill.Progress;
import dev.coppice.evidence.RunClock;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A small block at the bottom of the terminal, drawn again ten times a second: the phase, and how
 * it stands with each service. What is over stays above it as plain lines. The cursor is moved but
 * never hidden, so that whatever ends the process leaves a terminal that works.
 */
final class LiveProgress implements Progress, AutoCloseable {

  private static final long PERIOD_MS = 100;

  private final PrintWriter err;
  private final RunClock clock;
  private final Screen screen;
  private final ScheduledExecutorService painter =
      Executors.newSingleThreadScheduledExecutor(LiveProgress::thread);
  private Scene scene = Scene.EMPTY;
  private int height;
  private boolean over;

  LiveProgress(PrintWriter err, RunClock clock, Screen screen) {
    this.err = err;
    this.clock = clock;
    this.screen = screen;
    var unused =
        painter.scheduleAtFixedRate(
            () -> paint(List.of()), PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable body) {
    Thread thread = new Thread(body, "painter");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void phaseBegan(Phase phase) {
    scene = scene.began(phase, clock.nowMs());
  }

  @Override
  public synchronized void phaseEnded(Phase phase, double ms) {
    Scene ended = scene;
    scene = scene.ended();
    paint(List.of(EventLine.ended(clock.nowMs(), phase, ms)));
    paint(Picture.outcome(ended, clock.nowMs(), screen));
  }

  @Override
  public synchronized void stepsPlanned(List<Step> steps) {
    scene = scene.planned(steps);
  }

  @Override
  public synchronized void stepBegan(Step step) {
    scene = scene.stepBegan(step, clock.nowMs());
  }

  @Override
  public synchronized void stepDone(Step step, double ms) {
    scene = scene.stepDone(step, clock.nowMs());
  }

  @Override
  public synchronized void stepFailed(Step step, String why) {
    scene = scene.stepFailed(step, clock.nowMs(), why);
    paint(List.of(EventLine.failed(clock.nowMs(), step, why)));
  }

  @Override
  public synchronized void note(String text) {
    paint(List.of(EventLine.note(clock.nowMs(), text)));
  }

  /** Draws the block anew, below lines that stay. */
  private synchronized void paint(List<String> staying) {
    if (over) {
      staying.forEach(err::println);
      err.flush();
      return;
    }
    List<String> block = Picture.of(scene, clock.nowMs(), screen);
    if (height == 0 && block.isEmpty() && staying.isEmpty()) {
      return;
    }
    StringBuilder paint = new StringBuilder();
    if (height > 0) {
      paint.append("\u001b[").append(height).append('A');
    }
    paint.append('\r');
    staying.forEach(line -> paint.append(line).append("\u001b[K\n"));
    block.forEach(line -> paint.append(line).append("\u001b[K\n"));
    // What is left of a higher block, and what somebody typed below it.
    paint.append("\u001b[J");
    height = block.size();
    err.print(paint);
    err.flush();
  }

  /** Takes the block away; what is told later comes as plain lines. */
  @Override
  public synchronized void close() {
    painter.shutdownNow();
    scene = Scene.EMPTY;
    paint(List.of());
    over = true;
  }
}
