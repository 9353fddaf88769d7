package dev.coppice.provision;

import dev.coppice.engine.Engine;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A container like those of a service, on a network of its own and with volumes of its own: out of
 * the live stack's reach, and no part of the Compose project.
 */
public final class TrialContainer {

  /** What leads out to the live stack or to the host's ports, or would start it again. */
  private static final Set<String> DROPPED_SETTINGS =
      Set.of("PortBindings", "PublishAllPorts", "RestartPolicy", "Links", "Mounts", "Binds");

  private static final Set<String> DROPPED = Set.of("MacAddress", "ExposedPorts");

  private TrialContainer() {}

  /**
   * The container as it is to be made.
   *
   * @param network that it alone is attached to, where the service's name leads to it
   * @param volumes gives the name of a new volume for a place in the container
   * @param labels of the run
   */
  public static NewContainer of(
      Stack stack,
      Service service,
      String name,
      String network,
      UnaryOperator<String> volumes,
      Map<String, String> labels,
      Engine engine) {
    EnginePlaces places = new EnginePlaces(stack, engine);
    ContainerDraft draft = new ContainerDraft(stack, service, places.of(name, 1, false));
    NativeAttributes.apply(draft);
    NewContainer like = draft.finished(labels);
    Map<String, Object> body = new LinkedHashMap<>(like.body());
    body.keySet().removeAll(DROPPED);
    Map<String, Object> settings = fields(body.get("HostConfig"));
    List<Object> mounts = new ArrayList<>();
    for (Object mount : list(settings.get("Mounts"))) {
      mounts.add(mount(fields(mount), volumes));
    }
    for (Object bind : list(settings.get("Binds"))) {
      mounts.add(mount(String.valueOf(bind), volumes));
    }
    settings.keySet().removeAll(DROPPED_SETTINGS);
    settings.put("Mounts", mounts);
    settings.put("NetworkMode", network);
    body.put("HostConfig", settings);
    body.put(
        "NetworkingConfig",
        Map.of("EndpointsConfig", Map.of(network, Map.of("Aliases", List.of(service.name())))));
    return new NewContainer(name, body, Map.of(), like.files());
  }

  /** The data of the stack is never mounted, and what else is of the host cannot be written to. */
  private static Map<String, Object> mount(
      Map<String, Object> mount, UnaryOperator<String> volumes) {
    String type = String.valueOf(mount.get("Type"));
    if (type.equals("volume")) {
      return volume(String.valueOf(mount.get("Target")), volumes);
    }
    if (type.equals("bind")) {
      mount.put("ReadOnly", true);
    }
    return mount;
  }

  /** In the old spelling: a path of the host begins with a slash, a volume's name does not. */
  private static Map<String, Object> mount(String bind, UnaryOperator<String> volumes) {
    String[] parts = bind.split(":", -1);
    if (!parts[0].startsWith("/")) {
      return volume(parts[1], volumes);
    }
    return Map.of("Type", "bind", "Source", parts[0], "Target", parts[1], "ReadOnly", true);
  }

  private static Map<String, Object> volume(String target, UnaryOperator<String> volumes) {
    return Map.of("Type", "volume", "Source", volumes.apply(target), "Target", target);
  }

  private static Map<String, Object> fields(@Nullable Object object) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (object instanceof Map<?, ?> given) {
      given.forEach((key, value) -> fields.put(String.valueOf(key), value));
    }
    return fields;
  }

  private static List<?> list(@Nullable Object object) {
    return object instanceof List<?> list ? list : List.of();
  }

  /** Waits until it is healthy. */
  public static void await(Site site, Service service, String step, String container)
      throws InterruptedException {
    Step healthy =
        new Step(
            step,
            Phase.BASELINE,
            Verb.AWAIT_HEALTHY,
            container,
            "a backup is tried in it",
            List.of(),
            Map.of(Step.SERVICE, service.name(), Step.NUMBER, "1"));
    new Awaiting(site).perform(healthy);
  }
}
