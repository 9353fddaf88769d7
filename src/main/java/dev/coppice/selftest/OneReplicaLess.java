package dev.coppice.selftest;

import dev.coppice.drill.Sabotage;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.provision.Site;
import dev.coppice.stack.Container;
import dev.coppice.stack.Service;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One container of a service is not there, and nobody waits for it. */
final class OneReplicaLess implements Mutation {

  @Override
  public String name() {
    return "one replica less";
  }

  @Override
  public String what() {
    return "One container of a service is taken away before it serves, and is said to.";
  }

  @Override
  public @Nullable String inapplicable(Subject subject) {
    return target(subject).isPresent() ? null : "no server is rebuilt";
  }

  private static Optional<Service> target(Subject subject) {
    return Targets.servers(subject).stream()
        .filter(service -> service.replicas() > 0)
        .max(Comparator.comparingInt((Service service) -> Math.min(service.replicas(), 2)));
  }

  @Override
  public Attempt attempt(Subject subject) {
    return Attempt.of(new Missing(name(), target(subject).orElseThrow(), !subject.isNative()));
  }

  @Override
  public int meant() {
    return 7;
  }

  /**
   * One container that is missing.
   *
   * @param all whether whoever waits for one replica waits for all of them, as with Compose
   */
  private record Missing(String name, Service service, boolean all) implements Sabotage {

    @Override
    public Performer performer(Verb verb, Performer honest, Site site) {
      return switch (verb) {
        case START -> step -> start(step, honest, site);
        case COMPOSE_UP -> step -> up(step, honest, site);
        case AWAIT_STARTED, AWAIT_HEALTHY -> step -> await(step, honest);
        default -> honest;
      };
    }

    private void start(Step step, Performer honest, Site site) throws Exception {
      if (!isMeant(step)) {
        honest.perform(step);
        return;
      }
      Optional<Container> made = site.engine().container(step.object());
      made.ifPresent(container -> remove(step, container, site));
    }

    /** Compose makes all that is missing each time it is run. */
    private void up(Step step, Performer honest, Site site) throws Exception {
      honest.perform(step);
      List<Container> standing =
          site.engine()
              .inventory(site.stack().project())
              .replicas(site.stack().project(), service.name());
      if (standing.size() == service.replicas()) {
        remove(step, standing.get(standing.size() - 1), site);
      }
    }

    private static void remove(Step step, Container container, Site site) {
      site.gateway().step(step.id()).removeContainer(container.id());
    }

    private void await(Step step, Performer honest) throws Exception {
      boolean isOfAll = all && service.name().equals(step.setting(Step.SERVICE));
      if (!isOfAll && !isMeant(step)) {
        honest.perform(step);
      }
    }

    private boolean isMeant(Step step) {
      return service.name().equals(step.setting(Step.SERVICE))
          && step.setting(Step.NUMBER).equals(String.valueOf(service.replicas()));
    }
  }
}
