package dev.coppice.simulation;

import dev.coppice.drill.Progress;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import java.util.List;

/** What a run tells of itself goes into the trace. */
record Whispers(World world) implements Progress {

  @Override
  public void phaseBegan(Phase phase) {
    world.note("== " + phase);
  }

  @Override
  public void phaseEnded(Phase phase, double ms) {}

  @Override
  public void stepsPlanned(List<Step> steps) {}

  @Override
  public void stepBegan(Step step) {
    if (world.traced) {
      world.note("step " + step.id());
    }
  }

  @Override
  public void stepDone(Step step, double ms) {}

  @Override
  public void stepFailed(Step step, String why) {
    world.note("step failed: " + step.id() + ": " + why);
  }

  @Override
  public void note(String text) {
    if (text.contains("is made anew, and what was in it is kept")) {
      world.happened("a volume was copied before it was made anew");
    }
    world.note("note: " + text);
  }
}
