package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.evidence.ObservedEvent;
import dev.coppice.evidence.RunRecord.HealthAnswer;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.stack.Container;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * When the last of a service's replicas that came up in this run was created, started, declared
 * healthy and ready, milliseconds after impact by the engine's events, and when its own health
 * command first succeeded; null where that is not known of each.
 */
record ServiceTimes(
    @Nullable Double createdMs,
    @Nullable Double startedMs,
    @Nullable Double servedMs,
    @Nullable Double declaredMs,
    @Nullable Double readyMs) {

  private static final String HEALTHY = "health_status: healthy";

  static ServiceTimes of(ExpectedService service, Facts facts) {
    List<Container> replicas = Origin.cameUp(facts, service.name());
    return new ServiceTimes(
        last(replicas, c -> Events.first(facts, Events.CONTAINER, "create", c.id())),
        last(replicas, c -> Events.first(facts, Events.CONTAINER, "start", c.id())),
        last(replicas, c -> served(c, facts)),
        last(replicas, c -> Events.first(facts, Events.CONTAINER, HEALTHY, c.id())),
        last(replicas, c -> ready(service, c, facts)));
  }

  private static @Nullable Double served(Container c, Facts facts) {
    for (HealthAnswer answer : facts.run().healthAnswers()) {
      Double at = answer.servedSinceStartMs();
      if (answer.isOf(c) && at != null) {
        return new Timeline(facts.run()).afterImpact(at);
      }
    }
    return null;
  }

  /**
   * Healthy by the first word of either where it has a health check, ended well where it is
   * one-shot, else started.
   */
  private static @Nullable Double ready(ExpectedService service, Container c, Facts facts) {
    if (service.oneShot()) {
      Timeline timeline = new Timeline(facts.run());
      return Events.afterImpact(facts, Events.CONTAINER)
          .filter(event -> event.id().equals(c.id()) && endedWell(event))
          .findFirst()
          .map(event -> timeline.afterImpact(event.atMs()))
          .orElse(null);
    }
    boolean checked = service.healthCheck() || c.health() != null;
    Double told = Events.first(facts, Events.CONTAINER, checked ? HEALTHY : "start", c.id());
    Double served = checked ? served(c, facts) : null;
    return told == null || (served != null && served < told) ? served : told;
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
