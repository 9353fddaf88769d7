package dev.coppice.provision;

import dev.coppice.plan.Verb;
import dev.coppice.provision.Missing.Replica;
import dev.coppice.stack.Service.Condition;
import dev.coppice.stack.Stack;

/** What can be waited for, as steps and as words. */
final class Awaited {

  /** Set on a step whose failure holds nobody up. */
  static final String OPTIONAL = "optional";

  private Awaited() {}

  /** When a service counts as ready: a job when it has ended well, a server when it serves. */
  static Condition readiness(Stack stack, String service) {
    if (stack.isAwaitedToComplete(service)) {
      return Condition.COMPLETED;
    }
    return stack.service(service).hasHealthCheck() ? Condition.HEALTHY : Condition.STARTED;
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
