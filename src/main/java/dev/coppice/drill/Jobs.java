package dev.coppice.drill;

import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Service;
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
    if (stack.isAwaitedToComplete(service)) {
      return true;
    }
    List<Container> containers = inventory.replicas(stack.project(), service);
    return !containers.isEmpty()
        && !startsAgain(stack.service(service))
        && containers.stream().allMatch(c -> c.state().equals("exited") && c.exitCode() == 0);
  }

  private static boolean startsAgain(Service service) {
    String restart = service.definition().at("restart").text("no");
    return !restart.equals("no") || service.definition().at("deploy", "restart_policy").isPresent();
  }
}
