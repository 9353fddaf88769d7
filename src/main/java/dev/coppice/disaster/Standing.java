package dev.coppice.disaster;

import dev.coppice.disaster.Disaster.Problem;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The services that still have containers after some disasters, by the definition alone. */
record Standing(List<Service> services) {

  static Standing after(List<Disaster> disasters, Stack stack) {
    return new Standing(
        stack.services().values().stream()
            .filter(service -> service.replicas() > 0)
            .filter(service -> disasters.stream().noneMatch(d -> removesAll(d, service, stack)))
            .toList());
  }

  private static boolean removesAll(Disaster disaster, Service service, Stack stack) {
    if (disaster instanceof LoseContainers containers) {
      return containers.takes(service.name());
    }
    return disaster instanceof LoseService lost
        && lost.service().equals(service.name())
        && lost.removesAll(stack);
  }

  /** What is wrong with losing an object while those that use it stand. */
  Optional<Problem> problem(String object, Predicate<Service> uses) {
    List<String> users = services.stream().filter(uses).map(Service::name).toList();
    if (users.isEmpty()) {
      return Optional.empty();
    }
    String names = String.join(", ", users);
    return Optional.of(
        new Problem(
            "lose",
            null,
            "%s cannot be lost while containers of %s stand: lose those before it"
                .formatted(object, names),
            List.of()));
  }
}
