package dev.coppice.stack;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an engine says stands at one instant: the stack's objects and everybody else's. */
public record Inventory(
    Instant at,
    List<Container> containers,
    List<Network> networks,
    List<Volume> volumes,
    List<Image> images) {

  public Inventory {
    containers = List.copyOf(containers);
    networks = List.copyOf(networks);
    volumes = List.copyOf(volumes);
    images = List.copyOf(images);
  }

  public static Inventory empty() {
    return new Inventory(Instant.EPOCH, List.of(), List.of(), List.of(), List.of());
  }

  /** Containers that carry the project's label and are not one-off ones, by service and number. */
  public List<Container> replicas(String project, String service) {
    return containers.stream()
        .filter(c -> project.equals(c.project()) && service.equals(c.service()) && !c.isOneOff())
        .sorted(java.util.Comparator.comparingInt(Container::number))
        .toList();
  }

  public Optional<Container> container(String id) {
    return containers.stream().filter(c -> c.id().equals(id)).findFirst();
  }

  public Optional<Network> networkNamed(String name) {
    return networks.stream().filter(n -> n.name().equals(name)).findFirst();
  }

  public Optional<Volume> volume(String name) {
    return volumes.stream().filter(v -> v.name().equals(name)).findFirst();
  }

  /** The image that a reference leads to: by tag, by digest, or by its own identity. */
  public Optional<Image> image(String reference) {
    ImageName name = ImageName.parse(reference);
    return images.stream()
        .filter(
            image ->
                image.id().equals(reference)
                    || (name.digest() == null
                        ? image.tags().contains(name.tagged())
                        : image.digests().contains(name.repository() + "@" + name.digest())))
        .findFirst();
  }
}
