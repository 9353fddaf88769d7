package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.evidence.ObservedEvent;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import java.util.List;

/** One replica's part of line 7. */
final class StandingContainer {

  private StandingContainer() {}

  static void look(Facts facts, ExpectedService service, Container container, Doubts doubts) {
    String named = Origin.named(container) + " of service " + service.name();
    if (container.oomKilled()) {
      doubts.fails(named + " ran out of memory and was killed for it.");
    }
    if (service.oneShot()) {
      job(container, named, doubts);
    } else if (!container.isRunning()) {
      stopped(facts, container, named, doubts);
    } else {
      server(facts, service, container, named, doubts);
    }
  }

  private static void job(Container container, String named, Doubts doubts) {
    if (!container.state().equals("exited")) {
      doubts.fails(named + " should have ended with exit code 0 and is " + container.state() + ".");
    } else if (container.exitCode() != 0) {
      doubts.fails(
          named
              + " should have ended with exit code 0 and ended with "
              + container.exitCode()
              + "; see its log.");
    }
  }

  private static void stopped(Facts facts, Container container, String named, Doubts doubts) {
    boolean endedWell = container.state().equals("exited") && container.exitCode() == 0;
    if (endedWell && facts.before() == null) {
      doubts.unclear(
          named + " ended with exit code 0, and nothing says whether it is a job or a server.");
    } else {
      doubts.fails(
          named
              + " should run and is "
              + container.state()
              + (container.state().equals("exited")
                  ? " with exit code " + container.exitCode() + "; see its log."
                  : "."));
    }
  }

  private static void server(
      Facts facts, ExpectedService service, Container container, String named, Doubts doubts) {
    if (service.healthCheck() && container.health() == null) {
      doubts.unclear(named + " has no health check to tell whether it is healthy.");
    } else if (container.health() != null && !container.isHealthy()) {
      doubts.fails(named + " should be healthy and is " + container.health() + ".");
    }
    boolean cameUp = Origin.cameUp(facts, container);
    int restarts = container.restarts() - (cameUp ? 0 : restartsBefore(facts, container));
    if (restarts > 0) {
      doubts.fails(
          named
              + " was restarted by the engine "
              + Wording.count(restarts, "time")
              + (cameUp ? " since it was rebuilt." : " since impact."));
    } else if (endedMeanwhile(facts, container, cameUp)) {
      doubts.fails(named + " ended and was started again after impact.");
    } else if (cameUp && Events.first(facts, Events.CONTAINER, "start", container.id()) == null) {
      doubts.unclear(
          "No start event was heard of " + named + ", so nobody knows whether it ended meanwhile.");
    }
  }

  private static int restartsBefore(Facts facts, Container container) {
    Inventory before = facts.before();
    return before == null
        ? container.restarts() // it stood already, and nobody counted before
        : before.container(container.id()).map(Container::restarts).orElse(0);
  }

  /** Whether it died after it came up, or at all where the disaster left it alone. */
  private static boolean endedMeanwhile(Facts facts, Container container, boolean cameUp) {
    List<ObservedEvent> own =
        Events.afterImpact(facts, Events.CONTAINER)
            .filter(event -> event.id().equals(container.id()))
            .toList();
    boolean up = !cameUp;
    for (ObservedEvent event : own) {
      if (up && event.action().equals("die")) {
        return true;
      }
      up = up || event.action().equals("start");
    }
    return false;
  }
}
