package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.plan.Loss;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where what stands at the end comes from: it stayed, or this run brought it back. */
final class Origin {

  private Origin() {}

  /** Whether the labels say that this run made the object. */
  static boolean carriesNonce(Facts facts, Map<String, String> labels) {
    return facts.run().nonce().equals(labels.get(Labels.NONCE));
  }

  static Optional<Loss> loss(Facts facts, Loss.Kind kind, String identity) {
    return facts.plan().losses(kind).filter(loss -> loss.identity().equals(identity)).findFirst();
  }

  /**
   * Whether a container that stands at the end came up in this run: made, or started again after it
   * was killed. In recover nothing was observed before, so nonce and events have to say it.
   */
  static boolean cameUp(Facts facts, Container container) {
    Inventory before = facts.before();
    if (before != null) {
      return before.container(container.id()).isEmpty()
          || loss(facts, Loss.Kind.CONTAINER, container.id()).isPresent();
    }
    return carriesNonce(facts, container.labels())
        || Events.heard(facts, Events.CONTAINER, "create", container.id())
        || Events.heard(facts, Events.CONTAINER, "start", container.id());
  }

  /** The containers of a service at the end that came up in this run. */
  static List<Container> cameUp(Facts facts, String service) {
    Inventory after = facts.after();
    return after == null
        ? List.of()
        : after.replicas(facts.plan().project(), service).stream()
            .filter(container -> cameUp(facts, container))
            .toList();
  }

  /** A container in words: service, number and short identity. */
  static String named(Container container) {
    return "Container " + container.name() + " (" + container.shortId() + ")";
  }
}
