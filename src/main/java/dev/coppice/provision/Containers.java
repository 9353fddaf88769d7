package dev.coppice.provision;

import dev.coppice.engine.EngineChanges;
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
      Marks.demand(site, "container " + step.object(), standing.get().labels());
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

  /** An engine refuses to start what is paused: it has to go on. */
  void start(Step step) {
    EngineChanges changes = site.gateway().step(step.id());
    boolean paused =
        site.engine().container(step.object()).filter(c -> c.state().equals("paused")).isPresent();
    if (paused) {
      changes.unpause(step.object());
    } else {
      changes.start(step.object());
    }
  }
}
