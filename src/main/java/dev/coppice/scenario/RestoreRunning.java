package dev.coppice.scenario;

import dev.coppice.stack.Service;
import dev.coppice.stack.Service.Condition;
import dev.coppice.stack.Stack;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a restore that runs in a service's container finds one that runs. */
record RestoreRunning(Scenario.Restore restore, Yaml written, Stack stack, Problems problems) {

  private static final String INSTEAD =
      "; `run` in place of `exec` restores in a one-off container of it";

  /**
   * Says why it never does.
   *
   * @param before the services that have been started, or waited for, when the restore begins
   */
  void run(Set<String> before) {
    Service service = stack.services().get(restore.command().service());
    if (service == null || restore.how() != Scenario.Restore.How.EXEC) {
      return;
    }
    String why = why(service, before);
    if (why != null) {
      problems.add(
          written.at("exec", "service").place(),
          "the restore of %s runs in a running container of %s, %s"
              .formatted(restore.backup(), service.name(), why + INSTEAD));
    }
  }

  private @Nullable String why(Service service, Set<String> before) {
    String name = service.name();
    if (service.replicas() == 0) {
      return "and the definition gives it none";
    }
    if (restore.after().get(name) == Condition.COMPLETED) {
      return "and waits for it to have ended";
    }
    Optional<String> waiting = before.stream().filter(other -> waitsForEnd(other, name)).findAny();
    if (waiting.isPresent()) {
      return "and comes after %s, which waits for %s to have ended".formatted(waiting.get(), name);
    }
    // One that is asked for its health before says itself that it runs.
    return stack.isAwaitedToComplete(name)
            && !startsAgain(service)
            && restore.after().get(name) != Condition.HEALTHY
        ? "which is a job: other services wait for it to have ended, and nothing keeps it running"
        : null;
  }

  private boolean waitsForEnd(String other, String service) {
    Service waiting = stack.services().get(other);
    return waiting != null
        && waiting.dependsOn().stream()
            .anyMatch(d -> d.service().equals(service) && d.condition() == Condition.COMPLETED);
  }

  private static boolean startsAgain(Service service) {
    String restart = service.definition().at("restart").text("no");
    return restart.equals("always")
        || restart.equals("unless-stopped")
        || service.definition().at("deploy", "restart_policy").isPresent();
  }
}
