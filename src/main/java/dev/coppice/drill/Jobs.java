package dev.coppice.drill;

import dev.coppice.plan.Obstacle;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Service;
import dev.coppice.stack.Service.Condition;
import dev.coppice.stack.Stack;
import java.util.List;

/** Which services are jobs: they end, and ending with exit code 0 is what is wanted of them. */
final class Jobs {

  private Jobs() {}

  /**
   * Whether the service is a job: another service waits for it to complete, or it ended well while
   * the stack was seen standing and nothing would start it again.
   */
  static boolean isJob(Stack stack, Inventory inventory, String service) {
    return stack.isAwaitedToComplete(service) || hasEnded(stack, inventory, service);
  }

  private static boolean hasEnded(Stack stack, Inventory inventory, String service) {
    List<Container> containers = inventory.replicas(stack.project(), service);
    return !containers.isEmpty()
        && !startsAgain(stack.service(service))
        && containers.stream().allMatch(c -> c.state().equals("exited") && c.exitCode() == 0);
  }

  /**
   * What stands in the way of restores that need a running container: a job has ended by then, in
   * the rebuild as it has now.
   */
  static List<Obstacle> restoredInto(List<Scenario.Restore> restores, Situation situation) {
    return restores.stream()
        .filter(restore -> restore.how() == Scenario.Restore.How.EXEC)
        .filter(restore -> restore.after().get(restore.command().service()) != Condition.HEALTHY)
        .filter(
            restore ->
                hasEnded(situation.stack(), situation.inventory(), restore.command().service()))
        .map(
            restore ->
                new Obstacle(
                    "the restore of %s runs in a running container of %s, which is a job: it has ended"
                        .formatted(restore.backup(), restore.command().service()),
                    "write `run` in place of `exec`: it restores in a one-off container of it"))
        .toList();
  }

  private static boolean startsAgain(Service service) {
    String restart = service.definition().at("restart").text("no");
    return !restart.equals("no") || service.definition().at("deploy", "restart_policy").isPresent();
  }
}
