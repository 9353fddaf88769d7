package dev.coppice.drill;

import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Stack;
import java.time.Instant;
import java.util.List;

/** Which of a stack's containers ran at an instant and have ended since: the engine remembers. */
public final class EndedSince {

  private EndedSince() {}

  /** Their identities. */
  public static List<String> of(Stack stack, Inventory inventory, Instant since) {
    return stack.services().keySet().stream()
        .flatMap(service -> inventory.replicas(stack.project(), service).stream())
        .filter(container -> ranAt(container, since) && !container.isRunning())
        .map(Container::id)
        .toList();
  }

  private static boolean ranAt(Container container, Instant instant) {
    Instant started = container.startedAt();
    Instant ended = container.endedAt();
    return started != null && ended != null && !started.isAfter(instant) && ended.isAfter(instant);
  }
}
