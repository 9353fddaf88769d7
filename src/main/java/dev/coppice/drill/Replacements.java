package dev.coppice.drill;

import dev.coppice.plan.Loss;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stack's containers that a recovery replaces instead of keeping: those that were made from
 * another definition, and those whose own health check says that they are unwell. Pure.
 */
final class Replacements {

  private Replacements() {}

  static List<Loss> of(Stack stack, Inventory inventory) {
    return stack.services().values().stream()
        .flatMap(
            service ->
                inventory.replicas(stack.project(), service.name()).stream()
                    .filter(container -> container.number() <= service.replicas())
                    .flatMap(container -> replaced(service, container).stream()))
        .toList();
  }

  private static Optional<Loss> replaced(Service service, Container container) {
    String why = why(service, container);
    return why == null
        ? Optional.empty()
        : Optional.of(
            new Loss(
                Loss.Kind.CONTAINER,
                container.id(),
                container.name(),
                service.name(),
                Loss.Fate.REMOVED,
                why,
                Map.of()));
  }

  private static @Nullable String why(Service service, Container container) {
    String hash = container.labels().get(Labels.CONFIG_HASH);
    if (hash != null && !service.sharesSpaces() && !hash.equals(service.configHash())) {
      return "it was made from another definition than the one to recover";
    }
    return "unhealthy".equals(container.health()) ? "it is unhealthy" : null;
  }
}
