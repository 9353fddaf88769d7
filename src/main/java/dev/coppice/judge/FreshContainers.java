package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import java.time.Instant;

/** The containers' part of line 4. */
final class FreshContainers {

  private FreshContainers() {}

  static void look(Facts facts, Inventory after, Doubts doubts) {
    facts
        .plan()
        .losses(Loss.Kind.CONTAINER)
        .forEach(
            loss -> after.container(loss.identity()).ifPresent(c -> lost(facts, loss, c, doubts)));
    for (ExpectedService service : facts.plan().services()) {
      for (Container container : Origin.cameUp(facts, service.name())) {
        if (Origin.loss(facts, Loss.Kind.CONTAINER, container.id()).isEmpty()) {
          replacement(facts, container, doubts);
        }
      }
    }
  }

  private static void lost(Facts facts, Loss loss, Container container, Doubts doubts) {
    if (loss.fate() == Loss.Fate.REMOVED) {
      doubts.fails(Origin.named(container) + " came back with the identity that was lost.");
    } else if (!startedAgain(facts, container)) {
      doubts.unclear("Nothing shows that " + container.name() + " was started after impact.");
    }
  }

  /** Where no start was heard, the engine's own memory tells: it was started at another time. */
  private static boolean startedAgain(Facts facts, Container container) {
    Instant started = container.startedAt();
    Inventory before = facts.before();
    return Events.heard(facts, Events.CONTAINER, "start", container.id())
        || (started != null
            && before != null
            && before
                .container(container.id())
                .filter(original -> !started.equals(original.startedAt()))
                .isPresent());
  }

  private static void replacement(Facts facts, Container container, Doubts doubts) {
    if (Origin.carriesNonce(facts, container.labels())) {
      return;
    }
    boolean created = Events.heard(facts, Events.CONTAINER, "create", container.id());
    if (facts.plan().rebuild().equals("native")) {
      // In recover a container that stood already may have been started: that one has no nonce.
      if (facts.before() != null || created) {
        doubts.fails(
            Origin.named(container)
                + " does not carry this run's nonce: something else than the rebuild made it.");
      }
    } else if (!created && facts.before() != null) {
      doubts.unclear("No create event after impact was heard of " + container.name() + ".");
    }
  }
}
