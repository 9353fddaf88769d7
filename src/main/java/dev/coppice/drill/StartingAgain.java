package dev.coppice.drill;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineException;
import dev.coppice.stack.Container;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import dev.coppice.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts again what ran before a run and does not run after it: an engine that crashed ends what
 * has no restart policy. Only containers that were seen running are started, by identity.
 */
final class StartingAgain {

  /** How long a service that others wait for may take to become healthy again. */
  private static final Duration HEALTHY_WITHIN = Duration.ofSeconds(60);

  /**
   * What cannot run ends within a moment of its start. An engine that comes back from a crash may
   * also end what was just started, with news of the container's former life.
   */
  private static final Duration SETTLING = Duration.ofSeconds(2);

  private static final int ROUNDS = 3;

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Engine engine;
  private final JournalledGateway gateway;
  private final Stack stack;
  private final Time time;

  StartingAgain(Engine engine, JournalledGateway gateway, Stack stack, Time time) {
    this.engine = engine;
    this.gateway = gateway;
    this.stack = stack;
    this.time = time;
  }

  /**
   * Starts what does not run, in the definition's order.
   *
   * @param ran identities of containers
   * @return what does not run for all that, a few words each; empty where everything does
   */
  List<String> carryOut(List<String> ran) throws InterruptedException {
    List<String> down = new ArrayList<>();
    List<Container> there = new ArrayList<>();
    for (String id : ran) {
      engine
          .container(id)
          .filter(container -> container.id().equals(id))
          .ifPresentOrElse(
              there::add, () -> down.add("container " + id.substring(0, 12) + " is gone"));
    }
    Map<String, Integer> depths = depths();
    there.sort(
        Comparator.comparing((Container c) -> depths.getOrDefault(String.valueOf(c.service()), 0))
            .thenComparing(Container::name));
    for (int round = 1; round <= ROUNDS && !down(there).isEmpty(); round++) {
      for (Container container : down(there)) {
        start(container);
      }
      time.sleep(SETTLING);
    }
    for (Container container : down(there)) {
      down.add(
          "container %s is %s with exit code %d"
              .formatted(container.name(), container.state(), container.exitCode()));
    }
    return List.copyOf(down);
  }

  /** As they are now: those that neither run nor have done their work. */
  private List<Container> down(List<Container> containers) {
    return containers.stream()
        .map(container -> engine.container(container.id()).orElse(container))
        .filter(container -> !isUp(container) && !hasDone(container))
        .toList();
  }

  /** One that the engine refuses to start is told of as it is in the end. */
  private void start(Container container) throws InterruptedException {
    try {
      gateway.step(JournalledGateway.START_AGAIN).start(container.id());
    } catch (EngineException refused) {
      return;
    }
    if (isAwaitedHealthy(String.valueOf(container.service()))) {
      long deadline = time.nanos() + HEALTHY_WITHIN.toNanos();
      while ("starting".equals(health(container.id())) && time.nanos() - deadline < 0) {
        time.sleep(PAUSE);
      }
    }
  }

  private String health(String container) {
    return engine.container(container).map(Container::health).map(String::valueOf).orElse("");
  }

  private static boolean isUp(Container container) {
    return container.isRunning()
        || container.state().equals("restarting")
        || container.state().equals("paused");
  }

  /** A job that was seen running and has ended well meanwhile is not run twice. */
  private boolean hasDone(Container container) {
    return container.state().equals("exited")
        && container.exitCode() == 0
        && stack.isAwaitedToComplete(String.valueOf(container.service()));
  }

  private boolean isAwaitedHealthy(String service) {
    return stack.services().values().stream()
        .flatMap(other -> other.dependsOn().stream())
        .anyMatch(
            dependency ->
                dependency.service().equals(service)
                    && dependency.condition() == Service.Condition.HEALTHY);
  }

  /** How many services, at the most, come before each; Compose refuses circles. */
  private Map<String, Integer> depths() {
    Map<String, Integer> depths = new HashMap<>();
    for (int round = 0; round < stack.services().size(); round++) {
      for (Service service : stack.services().values()) {
        int depth =
            service.dependsOn().stream()
                .mapToInt(dependency -> depths.getOrDefault(dependency.service(), 0) + 1)
                .max()
                .orElse(0);
        depths.put(service.name(), depth);
      }
    }
    return depths;
  }
}
