package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Phase;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import java.util.Set;

/** Line 3: what was to be lost was lost. */
record Gone() implements ConditionRule {

  /** In any other state there are processes left, or the engine is about to start them. */
  private static final Set<String> NOT_RUNNING = Set.of("created", "exited", "dead", "removing");

  @Override
  public int id() {
    return 3;
  }

  @Override
  public String name() {
    return "What was to be lost was gone";
  }

  @Override
  public Finding judge(Facts facts) {
    Doubts doubts = new Doubts();
    for (StepOutcome step : Steps.notDone(facts, Phase.DESTROY)) {
      doubts.fails(Steps.failure(step, Phase.DESTROY));
    }
    Inventory gone = facts.gone();
    if (gone == null) {
      doubts.unclear("Nobody looked at the engine after the destroy phase.");
    } else if (facts.plan().losses().isEmpty()) {
      doubts.unclear("The plan loses nothing, so nothing was tried.");
    } else {
      facts.plan().losses().forEach(loss -> look(loss, gone, doubts));
    }
    return doubts.or(
        Wording.count(facts.plan().losses().size(), "object")
            + " to be lost, and none was there after the destroy phase.");
  }

  private static void look(Loss loss, Inventory gone, Doubts doubts) {
    boolean stands =
        switch (loss.kind()) {
          case CONTAINER ->
              gone.container(loss.identity()).filter(c -> counts(loss, c)).isPresent();
          case NETWORK -> gone.networks().stream().anyMatch(n -> n.id().equals(loss.identity()));
          case VOLUME -> gone.volume(loss.identity()).isPresent();
          case IMAGE ->
              gone.image(loss.identity()).isPresent() || gone.image(loss.name()).isPresent();
        };
    if (stands) {
      doubts.fails(
          Steps.noun(loss.kind())
              + " "
              + loss.name()
              + (loss.fate() == Loss.Fate.REMOVED ? " was still there" : " was still running")
              + " after the destroy phase.");
    }
  }

  private static boolean counts(Loss loss, Container container) {
    return loss.fate() == Loss.Fate.REMOVED || !NOT_RUNNING.contains(container.state());
  }
}
