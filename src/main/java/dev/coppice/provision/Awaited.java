package dev.coppice.provision;

import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.provision.Missing.Replica;
import dev.coppice.stack.Service.Condition;
import dev.coppice.stack.Stack;
import java.util.Collection;
import java.util.Map;

/** What can be waited for, as steps and as words. */
final class Awaited {

  /** Set on a step whose failure holds nobody up. */
  static final String OPTIONAL = "optional";

  /** Set on a step that waits for a health check only where the container turns out to have one. */
  static final String WHERE_CHECKED = "where-checked";

  private Awaited() {}

  /** When a service counts as ready: a job when it has ended well, a server when it serves. */
  static Condition readiness(Stack stack, String service) {
    if (stack.isAwaitedToComplete(service)) {
      return Condition.COMPLETED;
    }
    return stack.service(service).hasHealthCheck() ? Condition.HEALTHY : Condition.STARTED;
  }

  /**
   * Whether only the made container can tell what its readiness is: its image may bring a check.
   */
  static boolean dependsOnImage(Stack stack, String service) {
    return readiness(stack, service) == Condition.STARTED
        && stack.service(service).leavesHealthCheckToImage();
  }

  /** Waits until a replica is ready whose image may bring a health check. */
  static Step ready(RebuildSteps steps, Replica replica, Collection<String> waits) {
    return steps.of(
        "await " + replica + " ready",
        Verb.AWAIT_HEALTHY,
        replica,
        replica + " is ready when it is healthy, or runs where its image has no health check",
        waits,
        Map.of(WHERE_CHECKED, "true"));
  }

  /** The id of the step after which the condition holds. */
  static String stepOf(Replica replica, Condition condition, boolean optional) {
    return switch (condition) {
      case STARTED -> "start " + replica;
      case HEALTHY -> "await " + replica + " healthy" + (optional ? " (optional)" : "");
      case COMPLETED -> "await " + replica + " completed" + (optional ? " (optional)" : "");
    };
  }

  static Verb verb(Condition condition) {
    return switch (condition) {
      case STARTED -> Verb.AWAIT_STARTED;
      case HEALTHY -> Verb.AWAIT_HEALTHY;
      case COMPLETED -> Verb.AWAIT_COMPLETED;
    };
  }

  /** Such as in: db must be healthy. */
  static String words(Condition condition) {
    return switch (condition) {
      case STARTED -> "be started";
      case HEALTHY -> "be healthy";
      case COMPLETED -> "have ended well";
    };
  }

  /** Such as in: it is healthy. */
  static String is(Condition condition) {
    return switch (condition) {
      case STARTED -> "runs";
      case HEALTHY -> "is healthy";
      case COMPLETED -> "has ended well";
    };
  }
}
