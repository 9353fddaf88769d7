package dev.coppice.drill;

import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an interrupted run made and has to make anew before it can go on: volumes whose restore did
 * not end or that are half removed, the containers that use them, containers that did not come up,
 * and those that share the spaces of such a container. Pure. Only what the run itself made, or had
 * begun to remove, is ever named.
 *
 * @param containers in the order in which they are removed
 * @param volumes names on the engine
 */
record Remake(List<Container> containers, List<String> volumes) {

  /**
   * Decides what to make anew.
   *
   * @param unrestored keys of volumes whose restore has no end in the journal
   * @param halfRemoved names of volumes whose removal did not come to its end
   * @param waiting services that start when the data of such a volume is back: one that has started
   *     would be taken for a sign that it is
   */
  static Remake of(
      Stack stack,
      Inventory standing,
      Instant impact,
      String nonce,
      Set<String> unrestored,
      List<String> halfRemoved,
      Set<String> waiting) {
    Stream<String> brought =
        unrestored.stream()
            .map(key -> stack.volumes().get(key))
            .filter(volume -> volume != null)
            .map(volume -> volume.name())
            .filter(
                name -> standing.volume(name).filter(v -> isOurs(v.labels(), nonce)).isPresent());
    List<String> volumes =
        Stream.concat(brought, halfRemoved.stream()).distinct().sorted().toList();
    List<Container> made = made(stack, standing, impact, nonce);
    Set<String> stays =
        standing.containers().stream().map(Container::id).collect(Collectors.toSet());
    made.stream()
        .filter(
            c ->
                uses(c, volumes)
                    || waiting.contains(String.valueOf(c.service()))
                    || !isWell(stack, c))
        .forEach(c -> stays.remove(c.id()));
    while (made.stream().anyMatch(c -> stays.contains(c.id()) && !stays.containsAll(shared(c)))) {
      made.stream().filter(c -> !stays.containsAll(shared(c))).forEach(c -> stays.remove(c.id()));
    }
    return new Remake(made.stream().filter(c -> !stays.contains(c.id())).toList(), volumes);
  }

  /**
   * All that a run made, where nothing of it is trusted.
   *
   * @param halfRemoved names of volumes whose removal did not come to its end
   */
  static Remake everything(
      Stack stack, Inventory standing, Instant impact, String nonce, List<String> halfRemoved) {
    Stream<String> own =
        stack.volumes().values().stream()
            .map(volume -> volume.name())
            .filter(
                name -> standing.volume(name).filter(v -> isOurs(v.labels(), nonce)).isPresent());
    return new Remake(
        made(stack, standing, impact, nonce),
        Stream.concat(own, halfRemoved.stream()).distinct().sorted().toList());
  }

  /** The same after the removal of others, which the run had planned. */
  Remake after(List<Container> first) {
    return new Remake(
        Stream.concat(first.stream(), containers.stream()).distinct().toList(), volumes);
  }

  private static List<Container> made(
      Stack stack, Inventory standing, Instant impact, String nonce) {
    return standing.containers().stream()
        .filter(c -> stack.project().equals(c.project()))
        .filter(c -> isOurs(c.labels(), nonce) || isComposes(stack, c, impact))
        .toList();
  }

  /** A new container in the place of one of these has other spaces and maybe other volumes. */
  private static Set<String> shared(Container container) {
    Set<String> shared = new HashSet<>(container.sharesSpacesOf());
    shared.addAll(container.mountsVolumesOf());
    return shared;
  }

  /**
   * Whether a service that waits for a restore was started: then the restore had ended, whatever
   * the journal could still take down, and users may have written into what it brought back.
   *
   * @param waiting services that start when the restore is done
   */
  static boolean wentOn(
      Stack stack, Inventory standing, Instant impact, String nonce, Collection<String> waiting) {
    return standing.containers().stream()
        .filter(c -> stack.project().equals(c.project()))
        .filter(c -> waiting.contains(String.valueOf(c.service())))
        .filter(c -> isOurs(c.labels(), nonce) || isComposes(stack, c, impact))
        .anyMatch(c -> !c.state().equals("created"));
  }

  /**
   * Whether somebody may have written into a volume that is made anew: one that used it has run, or
   * whoever used it is gone. A service that survived the disaster takes writes as soon as what it
   * writes to is there.
   */
  static boolean mayBeWritten(Inventory standing, String volume) {
    List<Container> users =
        standing.containers().stream().filter(c -> uses(c, List.of(volume))).toList();
    return users.isEmpty() || users.stream().anyMatch(c -> !c.state().equals("created"));
  }

  private static boolean isOurs(Map<String, String> labels, String nonce) {
    return nonce.equals(labels.get(Labels.NONCE));
  }

  /**
   * What Compose made for us carries no nonce, but the hash of our definition: one that only bears
   * the project's labels is a stranger's. A one-off container then is somebody else's too.
   */
  private static boolean isComposes(Stack stack, Container container, Instant impact) {
    return container.createdAt().isAfter(impact)
        && !container.isOneOff()
        && isOfDefinition(stack, container);
  }

  private static boolean isOfDefinition(Stack stack, Container container) {
    Service service = stack.services().get(String.valueOf(container.service()));
    return service != null
        && service.configHash().equals(container.labels().get(Labels.CONFIG_HASH));
  }

  private static boolean uses(Container container, List<String> volumes) {
    return container.mounts().stream()
        .anyMatch(mount -> mount.volume() != null && volumes.contains(mount.volume()));
  }

  private static boolean isWell(Stack stack, Container container) {
    if (!isOfDefinition(stack, container)) {
      return false;
    }
    boolean ended = container.state().equals("exited") && container.exitCode() == 0;
    return container.isRunning()
        ? !"unhealthy".equals(container.health())
        : ended && stack.isAwaitedToComplete(String.valueOf(container.service()));
  }
}
