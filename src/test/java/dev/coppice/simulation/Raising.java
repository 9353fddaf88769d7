package dev.coppice.simulation;

import dev.coppice.engine.ContainerWatch;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.provision.Missing;
import dev.coppice.provision.Native;
import dev.coppice.provision.Site;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Raises a stack on a model as its operator would, so that there is something to drill. */
final class Raising {

  private Raising() {}

  static void raise(World world, Stack stack) {
    world.as(Party.OPERATOR, () -> carryOut(world, stack));
  }

  private static void carryOut(World world, Stack stack) {
    ModelEngine engine = world.engine;
    for (Service service : stack.services().values()) {
      engine.registry.add(String.valueOf(service.pinned()));
      engine.pull(String.valueOf(service.pinned()));
      engine.tag(String.valueOf(service.pinned()), service.image());
    }
    ModelTime time = new ModelTime(world.clock, world.random, "boot");
    Connection connection = new Connection(world, time);
    ContainerWatch watch = new ContainerWatch(connection, time);
    Site site =
        new Site(
            stack,
            connection,
            step -> engine,
            command -> {
              throw new UnsupportedOperationException();
            },
            watch,
            time,
            // As if an earlier drill had made it: a rebuild always marks what it makes.
            Map.of(Labels.RUN, "earlier", Labels.NONCE, "earlier"),
            Duration.ofMinutes(1));
    try (var events = connection.events(watch::heard, watch::lost)) {
      Native way = new Native();
      Map<Verb, Performer> performers = way.performers(site);
      List<Step> left = new ArrayList<>(way.steps(stack, everything(stack), List.of()));
      Set<String> done = new HashSet<>();
      while (!left.isEmpty()) {
        Step next =
            left.stream().filter(s -> done.containsAll(s.waitsFor())).findFirst().orElseThrow();
        performers.get(next.verb()).perform(next);
        done.add(next.id());
        left.remove(next);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Missing everything(Stack stack) {
    List<Missing.Replica> replicas = new ArrayList<>();
    for (Service service : stack.services().values()) {
      for (int number = 1; number <= service.replicas(); number++) {
        replicas.add(new Missing.Replica(service.name(), number));
      }
    }
    return new Missing(
        replicas,
        new TreeMap<>(),
        List.of(),
        stack.networks().keySet(),
        stack.volumes().keySet(),
        Set.of());
  }
}
