package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.evidence.ObservedEvent;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.stack.Container;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * When the last of a service's replicas that came up in this run was created, started and ready,
 * milliseconds after impact by the engine's events; null where that was not heard of each.
 */
record ServiceTimes(
    @Nullable Double createdMs, @Nullable Double startedMs, @Nullable Double readyMs) {

  static ServiceTimes of(ExpectedService service, Facts facts) {
    List<Container> replicas = Origin.cameUp(facts, service.name());
    return new ServiceTimes(
        last(replicas, c -> Events.first(facts, Events.CONTAINER, "create", c.id())),
        last(replicas, c -> Events.first(facts, Events.CONTAINER, "start", c.id())),
        last(replicas, c -> ready(service, c, facts)));
  }

  /** Healthy where it has a health check, ended well where it is one-shot, else started. */
  private static @Nullable Double ready(ExpectedService service, Container c, Facts facts) {
    if (service.oneShot()) {
      Timeline timeline = new Timeline(facts.run());
      return Events.afterImpact(facts, Events.CONTAINER)
          .filter(event -> event.id().equals(c.id()) && endedWell(event))
          .findFirst()
          .map(event -> timeline.afterImpact(event.atMs()))
          .orElse(null);
    }
    String sign = service.healthCheck() || c.health() != null ? "health_status: healthy" : "start";
    return Events.first(facts, Events.CONTAINER, sign, c.id());
  }

  private static boolean endedWell(ObservedEvent event) {
    return event.action().equals("die") && "0".equals(event.attributes().get("exitCode"));
  }

  private static @Nullable Double last(
      List<Container> replicas, Function<Container, @Nullable Double> time) {
    Double last = null;
    for (Container replica : replicas) {
      Double at = time.apply(replica);
      if (at == null) {
        return null;
      }
      last = last == null ? at : Double.valueOf(Math.max(last, at));
    }
    return last;
  }
}
