package dev.coppice.drill;

import dev.coppice.evidence.RunRecord.Touched;
import dev.coppice.stack.Container;
import dev.coppice.stack.EngineEvent;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.NetworkDefinition;
import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * Tells from the engine's events what others do to the stack's networks: made, removed, a stranger
 * connected, a container of the stack taken off while it runs. Only for runs that make all of it by
 * calls of their own.
 */
final class OtherHandOnNetworks {

  /** A container that ends leaves its networks first; that it ended is told this much later. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private record Left(String container, String network, long engineNanos) {}

  private final String project;
  private final Set<String> names = new HashSet<>();
  private final Set<String> known = new HashSet<>();
  private final Map<String, String> containers = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
  private final Map<String, Left> left = new LinkedHashMap<>();
  private final Map<String, Integer> created = new HashMap<>();
  private final ToIntFunction<Touched> calls;

  /**
   * Knows who is on the networks by now.
   *
   * @param calls how often the run has made such a call on such an object by now
   */
  OtherHandOnNetworks(Stack stack, Inventory before, ToIntFunction<Touched> calls) {
    this.calls = calls;
    project = stack.project();
    stack.networks().values().stream()
        .filter(network -> !network.external())
        .map(NetworkDefinition::name)
        .forEach(names::add);
    before.networks().stream()
        .filter(network -> names.contains(network.name()))
        .forEach(network -> known.addAll(network.containers()));
    for (Container container : before.containers()) {
      if (project.equals(container.project())) {
        known.add(container.id());
        containers.put(container.id(), container.name());
      }
    }
  }

  /** Sentences of what somebody else did by this event, or is shown by it to have done before. */
  synchronized List<String> told(EngineEvent event) {
    if (event.type().equals("container")) {
      heardOfContainer(event);
    }
    List<String> told = overdue(event.engineNanos());
    if (event.type().equals("network")
        && names.contains(event.attributes().getOrDefault("name", ""))) {
      ofNetwork(event, event.attributes().getOrDefault("name", "")).ifPresent(told::add);
    }
    return told;
  }

  private void heardOfContainer(EngineEvent event) {
    String id = event.id();
    switch (event.action()) {
      case "create" -> {
        if (project.equals(event.attributes().get(Labels.PROJECT))) {
          known.add(id);
          containers.put(id, event.attributes().getOrDefault("name", id));
        }
      }
      case "start" -> ended.remove(id);
      case "die", "destroy" -> {
        ended.add(id);
        left.values().removeIf(leaving -> leaving.container().equals(id));
      }
      default -> {}
    }
  }

  private Optional<String> ofNetwork(EngineEvent event, String name) {
    String container = event.attributes().getOrDefault("container", "");
    String network = "network " + name;
    return switch (event.action()) {
      case "create" ->
          created.merge(name, 1, Integer::sum)
                  > calls.applyAsInt(new Touched("create network", name))
              ? Optional.of(OtherHand.sentence(network, "created"))
              : Optional.empty();
      case "destroy" ->
          calls.applyAsInt(new Touched("remove network", event.id())) == 0
              ? Optional.of(OtherHand.sentence(network, "removed"))
              : Optional.empty();
      case "connect" ->
          known.contains(container)
                  || calls.applyAsInt(new Touched("create container", container)) > 0
              ? Optional.empty()
              : Optional.of(
                  OtherHand.sentence("container " + shown(container), "connected to " + network));
      case "disconnect" -> {
        if (containers.containsKey(container) && !ended.contains(container)) {
          left.putIfAbsent(container + name, new Left(container, name, event.engineNanos()));
        }
        yield Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private List<String> overdue(long nowNanos) {
    List<String> told = new ArrayList<>();
    left.values()
        .removeIf(
            leaving -> {
              boolean late = nowNanos - leaving.engineNanos() > PATIENCE;
              if (late) {
                told.add(
                    OtherHand.sentence(
                        "container " + shown(leaving.container()),
                        "disconnected from network " + leaving.network()));
              }
              return late;
            });
    return told;
  }

  private String shown(String container) {
    return containers.getOrDefault(
        container, container.substring(0, Math.min(12, container.length())));
  }
}
