package dev.coppice.provision;

import dev.coppice.engine.Engine;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A container of a service that runs one command and is not one of its replicas: mounts, networks,
 * environment and user of the service, but no published ports and no restarts.
 */
public final class OneOff {

  private static final List<String> DROPPED_SETTINGS = List.of("PortBindings", "RestartPolicy");
  private static final List<String> DROPPED = List.of("Healthcheck", "MacAddress", "ExposedPorts");

  private OneOff() {}

  /**
   * The container as it is to be made.
   *
   * @param name of the container
   * @param command in place of the service's own; its entry point stays, as with {@code docker
   *     compose run}
   * @param marks labels of the run, such as run, nonce and step
   */
  public static NewContainer of(
      Stack stack,
      Service service,
      String name,
      List<String> command,
      Map<String, String> marks,
      Engine engine) {
    EnginePlaces places = new EnginePlaces(stack, engine);
    ContainerDraft draft = new ContainerDraft(stack, service, places.of(name, 1, false));
    NativeAttributes.apply(draft);
    draft.config("Cmd", List.copyOf(command));
    draft.config("Tty", false); // a terminal would change the bytes of the backup
    draft.config("OpenStdin", true);
    draft.config("StdinOnce", true); // the command sees the end of its input
    draft.config("AttachStdin", true);
    SortedMap<String, String> labels =
        ComposeLabels.ofContainer(
            stack,
            service,
            1,
            places.imageId(service),
            ConfigHash.of(stack, service, places::firstContainer));
    labels.put(Labels.ONE_OFF, "True");
    labels.putAll(marks);
    NewContainer made = draft.finished(labels);
    return new NewContainer(name, bare(made.body()), unaddressed(made.networks()), made.files());
  }

  private static Map<String, Object> bare(Map<String, Object> body) {
    Map<String, Object> bare = new LinkedHashMap<>(body);
    DROPPED.forEach(bare::remove);
    if (body.get("HostConfig") instanceof Map<?, ?> settings) {
      Map<Object, Object> kept = new LinkedHashMap<>(settings);
      DROPPED_SETTINGS.forEach(kept::remove);
      bare.put("HostConfig", kept);
    }
    if (body.get("NetworkingConfig") instanceof Map<?, ?> networking
        && networking.get("EndpointsConfig") instanceof Map<?, ?> endpoints) {
      Map<Object, Object> kept = new LinkedHashMap<>();
      endpoints.forEach((network, endpoint) -> kept.put(network, unaddressed(endpoint)));
      bare.put("NetworkingConfig", Map.of("EndpointsConfig", kept));
    }
    return bare;
  }

  private static Map<String, Map<String, Object>> unaddressed(
      Map<String, Map<String, Object>> networks) {
    Map<String, Map<String, Object>> kept = new LinkedHashMap<>();
    networks.forEach((network, endpoint) -> kept.put(network, unaddressed((Object) endpoint)));
    return kept;
  }

  // A fixed address belongs to the replica, which may run beside this container.
  private static Map<String, Object> unaddressed(Object endpoint) {
    Map<String, Object> kept = new LinkedHashMap<>();
    if (endpoint instanceof Map<?, ?> fields) {
      fields.forEach((key, value) -> kept.put(String.valueOf(key), value));
    }
    kept.remove("IPAMConfig");
    kept.remove("MacAddress");
    return kept;
  }
}
