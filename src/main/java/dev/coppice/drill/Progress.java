package dev.coppice.drill;

import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import java.util.List;

/** Told how a run goes on, so that somebody can watch. Calls come from many threads. */
public interface Progress {

  void phaseBegan(Phase phase);

  /** A phase ended after so many milliseconds. */
  void phaseEnded(Phase phase, double ms);

  /** Steps that wait for others from now on. */
  void stepsPlanned(List<Step> steps);

  void stepBegan(Step step);

  void stepDone(Step step, double ms);

  void stepFailed(Step step, String why);

  /** Something that the reader should know. */
  void note(String text);
}
