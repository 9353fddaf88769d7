package dev.coppice.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What a definition says should stand: a Compose project in its canonical form.
 *
 * @param project the Compose project's name
 * @param folder the project's working folder, absolute
 * @param files the Compose files, absolute, in the order given
 * @param composeVersion the version of the Compose that read them, such as {@code 2.26.1}
 * @param sha256 hash of the canonical form with environment values left in, so that a changed
 *     secret changes it; hexadecimal
 */
public record Stack(
    String project,
    Path folder,
    List<Path> files,
    List<Path> environmentFiles,
    List<String> profiles,
    String composeVersion,
    SortedMap<String, Service> services,
    SortedMap<String, NetworkDefinition> networks,
    SortedMap<String, VolumeDefinition> volumes,
    SortedMap<String, FileSource> configs,
    SortedMap<String, FileSource> secrets,
    String sha256) {

  public Stack {
    files = List.copyOf(files);
    environmentFiles = List.copyOf(environmentFiles);
    profiles = List.copyOf(profiles);
  }

  public Service service(String name) {
    Service service = services.get(name);
    if (service == null) {
      throw new IllegalArgumentException("stack " + project + " has no service " + name);
    }
    return service;
  }

  /** The services that publish a port of the host for TCP. */
  public List<String> publishing(int port) {
    return services.values().stream().filter(s -> s.publishes(port)).map(Service::name).toList();
  }

  /** The services that depend on the given one, directly. */
  public List<Service> dependants(String name) {
    return services.values().stream()
        .filter(s -> s.dependsOn().stream().anyMatch(d -> d.service().equals(name)))
        .toList();
  }

  /** Keys of the named volumes that stand on an engine. */
  public Set<String> standingVolumes(Inventory standing) {
    return volumes.values().stream()
        .filter(volume -> standing.volume(volume.name()).isPresent())
        .map(VolumeDefinition::key)
        .collect(Collectors.toSet());
  }

  /** Whether somebody waits for the service to end well: it is a job, not a server. */
  public boolean isAwaitedToComplete(String name) {
    return services.values().stream()
        .flatMap(s -> s.dependsOn().stream())
        .anyMatch(d -> d.service().equals(name) && d.condition() == Service.Condition.COMPLETED);
  }
}
