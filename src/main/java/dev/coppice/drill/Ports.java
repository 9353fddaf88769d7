package dev.coppice.drill;

import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Plan;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the ports that the rebuilt stack publishes are free for it. */
final class Ports {

  private final Stack stack;
  private final Inventory inventory;
  private final Plan plan;

  Ports(Stack stack, Inventory inventory, Plan plan) {
    this.stack = stack;
    this.inventory = inventory;
    this.plan = plan;
  }

  List<Obstacle> obstacles() {
    List<Obstacle> obstacles = new ArrayList<>();
    for (Service service : made()) {
      for (Tree port : service.definition().at("ports").list()) {
        String published = port.at("published").text("");
        if (published.matches("\\d{1,5}") && !port.at("protocol").text("tcp").equals("udp")) {
          obstacles.addAll(
              obstacle(service, port.at("host_ip").text("0.0.0.0"), Integer.parseInt(published)));
        }
      }
    }
    return obstacles;
  }

  private List<Service> made() {
    Set<String> names =
        plan.steps().stream()
            .filter(step -> step.verb() == Verb.CREATE || step.verb() == Verb.START)
            .map(step -> step.settings().getOrDefault(Step.SERVICE, ""))
            .collect(Collectors.toSet());
    return stack.services().values().stream()
        .filter(service -> names.contains(service.name()))
        .toList();
  }

  private List<Obstacle> obstacle(Service service, String address, int port) {
    List<Container> holders = inventory.containers().stream().filter(c -> holds(c, port)).toList();
    if (holders.stream().anyMatch(c -> stack.project().equals(c.project()))) {
      return List.of();
    }
    if (!holders.isEmpty()) {
      return List.of(taken(service, port, "container " + holders.get(0).name()));
    }
    boolean here = plan.engine().isLocal();
    return here && !isFree(address, port)
        ? List.of(taken(service, port, "another program on this host"))
        : List.of();
  }

  private static Obstacle taken(Service service, int port, String holder) {
    return new Obstacle(
        "port %d, which service %s publishes, is held by %s"
            .formatted(port, service.name(), holder),
        "free the port first");
  }

  /** A paused container holds its ports too. */
  static boolean holds(Container container, int port) {
    return Set.of("running", "paused", "restarting").contains(container.state())
        && container.ports().stream().anyMatch(published -> published.hostPort() == port);
  }

  /** Whether nobody listens there; what only we may not bind (port 80) the engine still may. */
  static boolean isFree(String address, int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(address))) {
      return socket.isBound();
    } catch (IOException e) {
      return !String.valueOf(e.getMessage()).contains("in use");
    }
  }
}
