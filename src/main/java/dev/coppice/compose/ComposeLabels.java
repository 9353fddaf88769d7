package dev.coppice.compose;

import dev.coppice.stack.Labels;
import dev.coppice.stack.NetworkDefinition;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import dev.coppice.stack.VolumeDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The labels and names that Compose itself gives, so that what Coppice makes stays Compose's own
 * and a later {@code docker compose up -d} recreates nothing. Read off containers that Compose
 * 2.26.1 had made. Labels of the definition are not among them.
 */
public final class ComposeLabels {

  private ComposeLabels() {}

  /**
   * The labels of one container.
   *
   * @param number of the replica, from 1
   * @param imageId the engine's identity of its image
   */
  public static SortedMap<String, String> container(
      Stack stack, Service service, int number, String imageId) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(Labels.PROJECT, stack.project());
    labels.put(Labels.SERVICE, service.name());
    labels.put(Labels.NUMBER, String.valueOf(number));
    labels.put(Labels.ONE_OFF, "False");
    labels.put(Labels.CONFIG_HASH, service.configHash());
    labels.put(Labels.IMAGE, imageId);
    labels.put(Labels.DEPENDS_ON, dependsOn(service));
    labels.put(Labels.CONFIG_FILES, joined(stack.files()));
    labels.put(Labels.WORKING_DIR, stack.folder().toString());
    labels.put(Labels.VERSION, stack.composeVersion());
    if (!stack.environmentFiles().isEmpty()) {
      labels.put(Labels.ENVIRONMENT_FILE, joined(stack.environmentFiles()));
    }
    return labels;
  }

  public static SortedMap<String, String> network(Stack stack, NetworkDefinition network) {
    return object(stack, Labels.NETWORK, network.key());
  }

  public static SortedMap<String, String> volume(Stack stack, VolumeDefinition volume) {
    return object(stack, Labels.VOLUME, volume.key());
  }

  private static SortedMap<String, String> object(Stack stack, String keyLabel, String key) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(keyLabel, key);
    labels.put(Labels.PROJECT, stack.project());
    labels.put(Labels.VERSION, stack.composeVersion());
    return labels;
  }

  /** {@code db:service_healthy:false,…}; the last word says whether to restart with the other. */
  private static String dependsOn(Service service) {
    return service.dependsOn().stream()
        .map(
            dependency ->
                "%s:%s:%s"
                    .formatted(
                        dependency.service(),
                        dependency.condition().word(),
                        service
                            .definition()
                            .at("depends_on", dependency.service(), "restart")
                            .isTrue()))
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static String joined(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(","));
  }

  /** The name of a replica's container. */
  public static String containerName(Stack stack, Service service, int number) {
    return service
        .definition()
        .at("container_name")
        .text("%s-%s-%d".formatted(stack.project(), service.name(), number));
  }

  /**
   * The names by which a replica is found on a network, those of the definition last. The engine
   * adds the container's short identity.
   *
   * @param network the key of the network in the file
   */
  public static List<String> aliases(Stack stack, Service service, int number, String network) {
    Set<String> aliases = new LinkedHashSet<>();
    aliases.add(containerName(stack, service, number));
    aliases.add(service.name());
    aliases.addAll(service.definition().at("networks", network, "aliases").texts());
    return new ArrayList<>(aliases);
  }
}
