package dev.coppice.cli;

import dev.coppice.drill.Progress;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Remembers where a run stands, for whoever asks, and passes everything on. */
final class Whereabouts implements Progress {

  private final Progress shown;
  private final Set<String> inHand = new LinkedHashSet<>();
  private @Nullable Phase phase;
  private int done;
  private int planned;

  Whereabouts(Progress shown) {
    this.shown = shown;
  }

  /** The phase, how many of its steps are done, and what is in hand. */
  synchronized String inWords() {
    if (phase == null) {
      return "between two phases";
    }
    String steps = planned == 0 ? "" : ", %d of %d steps done".formatted(done, planned);
    String now =
        inHand.isEmpty()
            ? ""
            : ", in hand: "
                + String.join(", ", inHand.stream().limit(3).map(ShortDigests::in).toList())
                + (inHand.size() > 3 ? " and " + (inHand.size() - 3) + " more" : "");
    return "in phase " + phase.word() + steps + now;
  }

  @Override
  public void phaseBegan(Phase phase) {
    synchronized (this) {
      this.phase = phase;
      done = 0;
      planned = 0;
      inHand.clear();
    }
    shown.phaseBegan(phase);
  }

  @Override
  public void phaseEnded(Phase phase, double ms) {
    shown.phaseEnded(phase, ms);
  }

  @Override
  public void stepsPlanned(List<Step> steps) {
    synchronized (this) {
      planned += steps.size();
    }
    shown.stepsPlanned(steps);
  }

  @Override
  public void stepBegan(Step step) {
    synchronized (this) {
      inHand.add(step.id());
    }
    shown.stepBegan(step);
  }

  @Override
  public void stepDone(Step step, double ms) {
    synchronized (this) {
      inHand.remove(step.id());
      done++;
    }
    shown.stepDone(step, ms);
  }

  @Override
  public void stepFailed(Step step, String why) {
    synchronized (this) {
      inHand.remove(step.id());
    }
    shown.stepFailed(step, why);
  }

  @Override
  public void note(String text) {
    shown.note(text);
  }
}
