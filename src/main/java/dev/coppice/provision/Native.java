package dev.coppice.provision;

import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.NewerKeys;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Raises a stack through the Engine API, as wide as its conditions allow. What it makes is
 * Compose's own project: {@code docker compose up} afterwards changes nothing.
 */
public final class Native implements Provision {

  private static final String NEXT =
      "take it out of the definition, or set recovery.rebuild: compose";

  private final Gates gates;

  /** With eager gates. */
  public Native() {
    this(Gates.EAGER);
  }

  private Native(Gates gates) {
    this.gates = gates;
  }

  @Override
  public Provision with(Gates other) {
    return new Native(other);
  }

  @Override
  public String kind() {
    return "native";
  }

  @Override
  public List<Obstacle> refusals(Stack stack, EngineIdentity engine) {
    List<Obstacle> obstacles = new ArrayList<>();
    for (Service service : stack.services().values()) {
      String prefix = "services." + service.name() + ".";
      NativeAttributes.unknown(service.definition())
          .forEach(key -> obstacles.add(notCarriedOut(stack, prefix + key)));
      try {
        trial(stack, service, engine);
      } catch (NotCarriedOut e) {
        obstacles.add(refused(prefix + e.key(), e.why()));
      }
    }
    stack
        .networks()
        .forEach(
            (name, network) ->
                ProjectObjects.unknown(network)
                    .forEach(
                        key ->
                            obstacles.add(notCarriedOut(stack, "networks." + name + "." + key))));
    stack
        .volumes()
        .forEach(
            (name, volume) ->
                ProjectObjects.unknown(volume)
                    .forEach(
                        key -> obstacles.add(notCarriedOut(stack, "volumes." + name + "." + key))));
    return obstacles;
  }

  // Made once on paper, so that no value is found to be impossible after impact.
  private static void trial(Stack stack, Service service, EngineIdentity engine) {
    ContainerDraft.Place paper =
        new ContainerDraft.Place(
            ComposeLabels.containerName(stack, service, 1),
            1,
            engine.apiVersion(),
            owner -> owner,
            network -> network,
            true);
    NativeAttributes.apply(new ContainerDraft(stack, service, paper));
    if (service.replicas() > 1 && service.definition().at("container_name").isPresent()) {
      throw new NotCarriedOut("container_name", "can name only one of several replicas");
    }
    if (!ConfigHash.isKnown(stack, service)) {
      throw new NotCarriedOut(
          "depends_on",
          "or a space shared with another service enters the hash of Compose "
              + stack.composeVersion()
              + " in a way that native does not know");
    }
  }

  // A Compose that is older than the key would leave it out without a word.
  private static Obstacle notCarriedOut(Stack stack, String key) {
    return NewerKeys.needed(key, stack.composeVersion())
        .map(
            needed ->
                new Obstacle(
                    "%s is not carried out by native, and Compose %s, which is here, leaves it out"
                        .formatted(key, stack.composeVersion()),
                    "take it out of the definition, or install Compose %s and set recovery.rebuild: compose"
                        .formatted(needed)))
        .orElseGet(() -> refused(key, "is not carried out by native"));
  }

  private static Obstacle refused(String key, String why) {
    return new Obstacle(key + " " + why, NEXT);
  }

  @Override
  public List<Step> steps(Stack stack, Missing missing, List<RestorePoint> restores) {
    return new RebuildGraph(stack, missing, restores, gates).steps();
  }

  @Override
  public Map<Verb, Performer> performers(Site site) {
    Materials materials = new Materials(site);
    Containers containers = new Containers(site);
    Awaiting awaiting = new Awaiting(site);
    return Map.of(
        Verb.CREATE_NETWORK, materials::createNetwork,
        Verb.CREATE_VOLUME, materials::createVolume,
        Verb.PULL, materials::pull,
        Verb.CREATE, containers::create,
        Verb.START, containers::start,
        Verb.AWAIT_STARTED, awaiting::perform,
        Verb.AWAIT_HEALTHY, awaiting::perform,
        Verb.AWAIT_COMPLETED, awaiting::perform);
  }
}
