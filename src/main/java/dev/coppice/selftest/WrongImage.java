package dev.coppice.selftest;

import dev.coppice.drill.Sabotage;
import dev.coppice.engine.EngineChanges;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.provision.Site;
import dev.coppice.stack.Service;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tag of a service's image leads to another image when its container is made. */
final class WrongImage implements Mutation {

  /**
   * What is taken for what.
   *
   * @param service that gets the image of the other
   */
  private record Swap(Service service, Service other) {}

  @Override
  public String name() {
    return "wrong image under the right tag";
  }

  @Override
  public String what() {
    return "The tag of a service's image leads to the image of another service.";
  }

  @Override
  public @Nullable String inapplicable(Subject subject) {
    return swap(subject).isPresent()
        ? null
        : "the stack has no two services with different pinned images";
  }

  /** A tag that several services name would be wrong for all of them. */
  private static Optional<Swap> swap(Subject subject) {
    return Targets.servers(subject).stream()
        .filter(service -> service.digest() != null)
        .flatMap(
            service ->
                subject.stack().services().values().stream()
                    .filter(other -> other.digest() != null)
                    .filter(other -> !Objects.equals(other.digest(), service.digest()))
                    .filter(other -> !other.image().equals(service.image()))
                    .map(other -> new Swap(service, other)))
        .findFirst();
  }

  @Override
  public Attempt attempt(Subject subject) {
    return Attempt.of(new Tagged(name(), swap(subject).orElseThrow()));
  }

  @Override
  public int meant() {
    return 5;
  }

  private record Tagged(String name, Swap swap) implements Sabotage {

    @Override
    public Performer performer(Verb verb, Performer honest, Site site) {
      return step -> {
        if (makes(step)) {
          String wrong = String.valueOf(swap.other().pinned());
          EngineChanges changes = site.gateway().step(step.id());
          changes.pull(wrong);
          changes.tag(wrong, swap.service().image());
        }
        honest.perform(step);
      };
    }

    private boolean makes(Step step) {
      return step.verb() == Verb.COMPOSE_UP
          || (step.verb() == Verb.CREATE
              && step.setting(Step.SERVICE).equals(swap.service().name()));
    }
  }
}
