package dev.coppice.disaster;

import dev.coppice.plan.Loss;
import dev.coppice.plan.Loss.Fate;
import dev.coppice.plan.Loss.Kind;
import dev.coppice.plan.Obstacle;
import dev.coppice.stack.Container;
import dev.coppice.stack.Fallback;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import dev.coppice.stack.NetworkDefinition;
import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Loses networks: they are removed once their containers are.
 *
 * @param only keys of the networks that are lost; empty for all that are not external
 * @param except keys of the networks that stay
 */
public record LoseNetworks(@Fallback("[]") List<String> only, @Fallback("[]") List<String> except)
    implements Disaster {

  static final String KIND = "networks";

  public LoseNetworks {
    only = List.copyOf(only);
    except = List.copyOf(except);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<Loss> losses(Stack stack, Inventory inventory, List<Loss> earlier) {
    return Claim.granted(claims(stack, inventory), earlier);
  }

  @Override
  public List<Obstacle> withheld(Stack stack, Inventory inventory) {
    return Claim.objections(claims(stack, inventory));
  }

  private List<Claim> claims(Stack stack, Inventory inventory) {
    List<Claim> claims = new ArrayList<>();
    for (NetworkDefinition definition : chosen(stack)) {
      inventory.networks().stream()
          .filter(network -> network.name().equals(definition.name()))
          .forEach(network -> claims.add(claim(definition, network, stack, inventory)));
    }
    return claims;
  }

  private List<NetworkDefinition> chosen(Stack stack) {
    Choice choice = new Choice(only, except);
    return stack.networks().values().stream()
        .filter(definition -> choice.takes(definition.key()) && !definition.external())
        .toList();
  }

  private static Claim claim(
      NetworkDefinition definition, Network network, Stack stack, Inventory inventory) {
    List<Container> users =
        inventory.containers().stream().filter(c -> isAttached(c, network)).toList();
    Loss loss =
        new Loss(
            Kind.NETWORK,
            network.id(),
            network.name(),
            null,
            Fate.REMOVED,
            "network %s of project %s".formatted(definition.key(), stack.project()),
            Map.of(Losing.USERS, Ownership.ids(Ownership.ours(stack, users))));
    List<Obstacle> objections = new ArrayList<>();
    objections.addAll(
        Ownership.labelObjections(
            "network " + network.name(),
            network.labels(),
            stack,
            Labels.NETWORK,
            definition.key()));
    objections.addAll(
        Ownership.strangers("network " + network.name(), Ownership.foreign(stack, users)));
    return new Claim(loss, objections);
  }

  /**
   * A container that was created and never started has no identity of its network yet, only the
   * name or identity that it was created with (measured on 26.1).
   */
  static boolean isAttached(Container container, Network network) {
    return network.containers().contains(container.id())
        || container.networks().entrySet().stream()
            .anyMatch(
                entry ->
                    entry.getValue().networkId().isEmpty()
                        ? entry.getKey().equals(network.name())
                            || entry.getKey().equals(network.id())
                        : entry.getValue().networkId().equals(network.id()));
  }

  @Override
  public List<Problem> problems(Stack stack, List<Disaster> earlier) {
    List<Problem> problems =
        new ArrayList<>(new Choice(only, except).problems("network", stack.networks().keySet()));
    for (String key : only) {
      NetworkDefinition definition = stack.networks().get(key);
      if (definition != null && definition.external()) {
        problems.add(
            new Problem(
                "only",
                key,
                "network %s is external: it is not the stack's to lose".formatted(key),
                List.of()));
      }
    }
    Standing standing = Standing.after(earlier, stack);
    for (NetworkDefinition definition : chosen(stack)) {
      standing
          .problem(
              "network " + definition.key(),
              service -> service.networks().contains(definition.key()))
          .ifPresent(problems::add);
    }
    return problems;
  }
}
