package dev.coppice.provision;

import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.Container;
import org.jspecify.annotations.Nullable;

/** Waits until containers are as somebody needs them, and says why they never will be. */
final class Awaiting {

  /**
   * Health commands at once. Each costs an engine on two cores about 33 ms of work (measured): more
   * of them would only wait for each other, and what it starts meanwhile for all of them.
   */
  private static final int AT_ONCE = 4;

  private final Site site;
  private final Deadline deadline;
  private final Unmet unmet;
  private final Places places = new Places(AT_ONCE);

  Awaiting(Site site) {
    this.site = site;
    this.deadline = new Deadline(site.timeout(), site.time());
    this.unmet = new Unmet(site);
  }

  /** Waits for the container that the step names. */
  void perform(Step step) throws InterruptedException {
    perform(step, step.object());
  }

  /** Waits for a container to be as the step wants it. */
  void perform(Step step, String container) throws InterruptedException {
    if (isEager(step)) {
      eagerly(step, new EagerGate(site, step, container, places));
    } else {
      Container last =
          site.watch()
              .await(
                  container,
                  c -> isAsWanted(step, c, Own.NOTHING),
                  c -> isHopeless(step, c, Own.NOTHING),
                  deadline.left());
      demand(step, last, Own.NOTHING, null);
    }
  }

  /** Whoever ends the wait before its time is told as well what it waited for in vain. */
  private void eagerly(Step step, EagerGate gate) throws InterruptedException {
    Container last;
    try {
      last = gate.await(deadline.left());
    } catch (InterruptedException ended) {
      last = gate.seen();
      if (last == null) {
        throw ended;
      }
    }
    demand(step, last, gate.own(), gate.lastWords());
  }

  private static boolean isEager(Step step) {
    return step.verb() == Verb.AWAIT_HEALTHY
        && Gates.EAGER.word().equals(step.settings().get(Step.GATE));
  }

  private void demand(Step step, Container last, Own own, @Nullable String said) {
    if (!isAsWanted(step, last, own) && !step.settings().containsKey(Awaited.OPTIONAL)) {
      throw new IllegalStateException(unmet.sentence(step, last, own, said));
    }
  }

  static boolean isAsWanted(Step step, Container container, Own own) {
    return switch (step.verb()) {
      case AWAIT_HEALTHY ->
          (container.isRunning() && (container.isHealthy() || own.served()))
              || isReadyUnchecked(step, container, own);
      case AWAIT_COMPLETED -> endedWell(container);
      default -> container.isRunning() || endedWell(container); // a job may be quicker than we are
    };
  }

  static boolean isHopeless(Step step, Container container, Own own) {
    return hasEnded(container)
        || (step.verb() == Verb.AWAIT_HEALTHY
            && (isUnhealthy(container, own) || runsUnchecked(container, own)));
  }

  static boolean isUnhealthy(Container container, Own own) {
    return "unhealthy".equals(container.health()) || own.failed();
  }

  // A container that its restart policy will start again is "restarting", not "exited".
  static boolean hasEnded(Container container) {
    return container.state().equals("exited") || container.state().equals("dead");
  }

  private static boolean endedWell(Container container) {
    return hasEnded(container) && container.exitCode() == 0;
  }

  // Nobody said that it is healthy or must stay: how it stands at the end is for the judge.
  private static boolean isReadyUnchecked(Step step, Container container, Own own) {
    return step.settings().containsKey(Awaited.WHERE_CHECKED)
        && (hasNoCheck(container, own) || endedWell(container));
  }

  static boolean runsUnchecked(Container container, Own own) {
    return container.isRunning() && hasNoCheck(container, own);
  }

  /** There are engines that run no health checks: then its own command is all there is. */
  private static boolean hasNoCheck(Container container, Own own) {
    return !own.asked() && (container.health() == null || "none".equals(container.health()));
  }
}
