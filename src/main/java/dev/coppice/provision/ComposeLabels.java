package dev.coppice.provision;

import dev.coppice.stack.Labels;
import dev.coppice.stack.NetworkDefinition;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import dev.coppice.stack.VolumeDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The names and labels by which Compose takes an object for its own. Compared with what Compose
 * 2.26.1 sets.
 */
public final class ComposeLabels {

  private ComposeLabels() {}

  /** The name of a replica's container; {@code container_name} outranks the usual one. */
  public static String containerName(Stack stack, Service service, int number) {
    return service
        .definition()
        .at("container_name")
        .text(stack.project() + "-" + service.name() + "-" + number);
  }

  /**
   * The labels of a container, those of the definition included.
   *
   * @param imageId the engine's identity of the image that it is made from
   * @param hash the service's configuration hash, see {@link ConfigHash}
   */
  public static SortedMap<String, String> ofContainer(
      Stack stack, Service service, int number, String imageId, String hash) {
    SortedMap<String, String> labels = defined(service.definition().at("labels").map());
    labels.put(Labels.PROJECT, stack.project());
    labels.put(Labels.SERVICE, service.name());
    labels.put(Labels.NUMBER, String.valueOf(number));
    labels.put(Labels.ONE_OFF, "False");
    labels.put(Labels.CONFIG_HASH, hash);
    labels.put(Labels.IMAGE, imageId);
    labels.put(Labels.DEPENDS_ON, dependencies(stack, service));
    labels.put(Labels.CONFIG_FILES, joined(stack.files()));
    labels.put(Labels.WORKING_DIR, stack.folder().toString());
    labels.put(Labels.VERSION, version(stack));
    if (!stack.environmentFiles().isEmpty()) {
      labels.put(Labels.ENVIRONMENT_FILE, joined(stack.environmentFiles()));
    }
    return labels;
  }

  public static SortedMap<String, String> ofNetwork(Stack stack, NetworkDefinition network) {
    SortedMap<String, String> labels = defined(network.definition().at("labels").map());
    labels.put(Labels.NETWORK, network.key());
    labels.put(Labels.PROJECT, stack.project());
    labels.put(Labels.VERSION, version(stack));
    return labels;
  }

  public static SortedMap<String, String> ofVolume(Stack stack, VolumeDefinition volume) {
    SortedMap<String, String> labels = defined(volume.definition().at("labels").map());
    labels.put(Labels.VOLUME, volume.key());
    labels.put(Labels.PROJECT, stack.project());
    labels.put(Labels.VERSION, version(stack));
    return labels;
  }

  // Compose forgets a dependency on a service that the profiles leave out.
  private static String dependencies(Stack stack, Service service) {
    return service.dependsOn().stream()
        .filter(dependency -> stack.services().containsKey(dependency.service()))
        .map(
            dependency ->
                dependency.service()
                    + ":"
                    + dependency.condition().word()
                    + ":"
                    + service
                        .definition()
                        .at("depends_on", dependency.service(), "restart")
                        .isTrue())
        .collect(Collectors.joining(","));
  }

  // The label has three numbers where a distribution's build says 2.26.1-4.
  private static String version(Stack stack) {
    return stack.composeVersion().replaceFirst("^v", "").replaceFirst("[-+].*$", "");
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(","));
  }

  private static SortedMap<String, String> defined(Map<String, Tree> labels) {
    SortedMap<String, String> texts = new TreeMap<>();
    labels.forEach((key, value) -> texts.put(key, value.text("")));
    return texts;
  }
}
