package dev.coppice.provision;

import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.EngineException;
import dev.coppice.plan.Step;
import dev.coppice.stack.Container;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.util.Optional;
import java.util.SortedMap;

/** Makes and starts the containers of a stack. */
final class Containers {

  private final Site site;
  private final EnginePlaces places;

  Containers(Site site) {
    this.site = site;
    this.places = new EnginePlaces(site.stack(), site.engine());
  }

  void create(Step step) {
    EngineChanges changes = site.gateway().step(step.id());
    Optional<Container> standing = site.engine().container(step.object());
    if (standing.isPresent()) {
      Marks.demand(site, "make container " + step.object(), standing.get().labels());
      if (standing.get().startedAt() != null) {
        return;
      }
      // Made by this run and broken off before networks and files were in place.
      changes.removeContainer(standing.get().id());
    }
    request(step).make(changes);
  }

  private NewContainer request(Step step) {
    Stack stack = site.stack();
    Service service = stack.service(step.setting(Step.SERVICE));
    int number = Integer.parseInt(step.setting(Step.NUMBER));
    ContainerDraft draft =
        new ContainerDraft(stack, service, places.of(step.object(), number, true));
    NativeAttributes.apply(draft);
    SortedMap<String, String> labels =
        ComposeLabels.ofContainer(
            stack,
            service,
            number,
            places.imageId(service),
            ConfigHash.of(stack, service, places::firstContainer));
    Marks.put(site, step, labels);
    return draft.finished(labels);
  }

  /**
   * Starts the container that was planned by its identity, or the one of the planned name that this
   * run made: a prune removes what was made and does not run yet, and then somebody else may take
   * its name. An engine refuses to start what is paused: that has to go on.
   */
  void start(Step step) {
    String doing = "start container " + step.object();
    Container found =
        site.engine()
            .container(step.object())
            .orElseThrow(() -> new EngineException(doing, "it is not there any more", 404, null));
    if (!found.id().equals(step.object())) {
      Marks.demand(site, doing, found.labels());
    }
    EngineChanges changes = site.gateway().step(step.id());
    if (found.state().equals("paused")) {
      changes.unpause(found.id());
    } else {
      start(changes, found);
    }
  }

  /** One that another hand has cut off from its network can only be made anew. */
  private void start(EngineChanges changes, Container found) {
    try {
      changes.start(found.id());
    } catch (EngineException refused) {
      boolean isCutOff =
          refused.isMissing()
              && found.networks().values().stream()
                  .anyMatch(at -> site.engine().network(at.networkId()).isEmpty());
      if (!isCutOff) {
        throw refused;
      }
      throw new IllegalStateException(
          "%s; somebody removed a network that it hangs on, and only `coppice recover` makes such a container anew"
              .formatted(refused.getMessage()),
          refused);
    }
  }
}
