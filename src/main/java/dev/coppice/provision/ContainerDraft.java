package dev.coppice.provision;

import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The request for one container while the rows of {@link NativeAttributes} fill it. */
final class ContainerDraft {

  private final Stack stack;
  private final Service service;
  private final Place place;
  private final Map<String, Object> config = new LinkedHashMap<>();
  private final Map<String, Object> host = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> mounts = new LinkedHashMap<>();
  private final Map<String, String> binds = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> endpoints = new LinkedHashMap<>();
  private final List<InjectedFile> files = new ArrayList<>();

  ContainerDraft(Stack stack, Service service, Place place) {
    this.stack = stack;
    this.service = service;
    this.place = place;
    config.put("Image", service.image());
    config.put("AttachStdout", true);
    config.put("AttachStderr", true);
  }

  /**
   * What a request has to know of the engine.
   *
   * @param name of the container
   * @param number of the replica, from 1
   * @param apiVersion such as {@code 1.41}
   * @param containers the identity of the first container of a service
   * @param externalNetworks the identity of an external network, by its name
   * @param serviceAlias whether the service's name leads to the container; not to a one-off one
   */
  record Place(
      String name,
      int number,
      String apiVersion,
      UnaryOperator<String> containers,
      UnaryOperator<String> externalNetworks,
      boolean serviceAlias) {

    boolean isAtLeast(int minor) {
      String[] parts = apiVersion.split("\\.", -1);
      return parts.length == 2
          && parts[1].matches("\\d{1,6}")
          && Integer.parseInt(parts[1]) >= minor;
    }
  }

  Stack stack() {
    return stack;
  }

  Service service() {
    return service;
  }

  Place place() {
    return place;
  }

  void config(String field, Object value) {
    config.put(field, value);
  }

  void host(String field, Object value) {
    host.put(field, value);
  }

  /** A mount; one that comes later outranks an earlier one with the same target, as in Compose. */
  void mount(String target, Map<String, Object> mount) {
    binds.remove(target);
    mounts.put(target, mount);
  }

  /** A mount in the old spelling, the only one that makes a missing path of the host. */
  void bind(String target, String bind) {
    mounts.remove(target);
    binds.put(target, bind);
  }

  boolean isMounted(String target) {
    return mounts.containsKey(target) || binds.containsKey(target);
  }

  /** A network that the container is attached to; the first is the one it is made with. */
  void endpoint(String network, Map<String, Object> endpoint) {
    endpoints.put(network, endpoint);
  }

  void inject(InjectedFile file) {
    files.add(file);
  }

  /** A whole number, which the canonical form often gives as text. */
  long number(String key, Tree value) {
    String text = value.text("");
    if (!text.matches("-?\\d{1,18}")) {
      throw new NotCarriedOut(key, "is no whole number: " + text);
    }
    return Long.parseLong(text);
  }

  NewContainer finished(Map<String, String> labels) {
    Map<String, Object> body = new LinkedHashMap<>(config);
    Map<String, Object> settings = new LinkedHashMap<>(host);
    if (!binds.isEmpty()) {
      settings.put("Binds", List.copyOf(binds.values()));
    }
    if (!mounts.isEmpty()) {
      settings.put("Mounts", List.copyOf(mounts.values()));
    }
    Map<String, Map<String, Object>> later = new LinkedHashMap<>(endpoints);
    if (!endpoints.isEmpty()) {
      String first = endpoints.keySet().iterator().next();
      settings.put("NetworkMode", first);
      body.put("NetworkingConfig", Map.of("EndpointsConfig", Map.of(first, endpoints.get(first))));
      later.remove(first);
    }
    body.put("Labels", labels);
    body.put("HostConfig", settings);
    return new NewContainer(place.name(), body, later, files);
  }
}
