package dev.coppice.disaster;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.EngineException;
import dev.coppice.engine.Gateway;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Loss.Kind;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.stack.Container;
import dev.coppice.stack.Identity;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries the losses out. Each target is looked at again right before its call; one that is not as
 * the plan froze it is left alone, and one that is gone already is done.
 */
public final class Destroyer {

  private static final Pattern DURATION = Pattern.compile("([0-9.]+)(h|ms|m|s)");
  private static final String NEXT =
      "; it was left alone. See what it is, then go on with `coppice resume`";

  /** Stands in what is said of a volume that took the place of the planned one. */
  public static final String ANOTHER = "may be another one than was planned";

  private final Engine engine;
  private final Gateway gateway;
  private final String project;
  private final List<Loss> losses;
  private final Map<String, Instant> createdWhileHeld = new ConcurrentHashMap<>();

  public Destroyer(Engine engine, Gateway gateway, String project, List<Loss> losses) {
    this.engine = engine;
    this.gateway = gateway;
    this.project = project;
    this.losses = List.copyOf(losses);
  }

  /** Who carries out which verb of {@link Losing#steps}. */
  public Map<Verb, Performer> performers() {
    return Map.of(
        Verb.KILL, this::kill,
        Verb.STOP, this::stop,
        Verb.REMOVE_CONTAINER, this::removeContainer,
        Verb.REMOVE_NETWORK, this::removeNetwork,
        Verb.REMOVE_VOLUME, this::removeVolume,
        Verb.REMOVE_IMAGE, this::removeImage);
  }

  private void kill(Step step) {
    if (target(step).filter(Losing::isUp).isPresent()) {
      try {
        gateway.step(step.id()).kill(step.object());
      } catch (EngineException failure) {
        // Somebody else may have been quicker: then what was wanted is so.
        if (failure.status() == 0 || target(step).filter(Losing::isUp).isPresent()) {
          throw failure;
        }
      }
    }
  }

  private void stop(Step step) {
    if (target(step).filter(Losing::isUp).isPresent()) {
      gateway.step(step.id()).stop(step.object(), grace(step.setting(Losing.GRACE)));
    }
  }

  private void removeContainer(Step step) {
    target(step)
        .ifPresent(
            container -> {
              lookAtVolumes(container);
              remove(step, container);
            });
  }

  private void remove(Step step, Container container) {
    EngineChanges changes = gateway.step(step.id());
    try {
      if (Losing.isUp(container)) {
        changes.removeContainer(step.object());
      } else {
        // An engine that crashes and comes back may start it again even now: then it stays.
        changes.removeEnded(step.object());
      }
    } catch (EngineException failure) {
      if (failure.status() == 0 || target(step).isPresent()) {
        throw failure;
      }
    }
  }

  /**
   * Engines up to 20.10 give as a volume's creation the last change of its top folder, so it moves
   * while the stack writes (measured). But as long as a container of the plan has the volume, it
   * cannot have been replaced: what it looks like at the end of that time is what must be found.
   */
  private void lookAtVolumes(Container container) {
    for (Container.Mounted mounted : container.mounts()) {
      String name = mounted.volume();
      if (name != null) {
        engine
            .volume(name)
            .ifPresent(
                volume -> createdWhileHeld.merge(name, volume.createdAt(), Destroyer::later));
      }
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** An engine finds containers by name and by the start of an identity too: the whole counts. */
  private Optional<Container> target(Step step) {
    return engine
        .container(step.object())
        .filter(container -> container.id().equals(step.object()));
  }

  private void removeNetwork(Step step) {
    Optional<Network> network =
        engine.network(step.object()).filter(found -> found.id().equals(step.object()));
    if (network.isPresent()) {
      refuseUsers(step, users(container -> LoseNetworks.isAttached(container, network.get())));
      gateway.step(step.id()).removeNetwork(step.object());
    }
  }

  private void removeVolume(Step step) {
    Optional<Volume> volume = engine.volume(step.object());
    if (volume.isEmpty()) {
      return;
    }
    difference(volume.get(), loss(step))
        .ifPresent(
            words -> {
              throw new IllegalStateException(words + NEXT);
            });
    refuseUsers(step, users(container -> LoseVolumes.isMounted(container, step.object())));
    gateway.step(step.id()).removeVolume(step.object());
  }

  private Optional<String> difference(Volume volume, Loss planned) {
    Map<String, String> likeness = Losing.likeness(volume);
    Map<String, String> expected = new TreeMap<>(planned.expected());
    expected.remove(Losing.USERS);
    Instant held = createdWhileHeld.get(volume.name());
    if (held != null) {
      expected.put(Losing.CREATED, held.toString());
    }
    return union(likeness, expected).stream()
        .filter(
            what -> !String.valueOf(likeness.get(what)).equals(String.valueOf(expected.get(what))))
        .findFirst()
        .map(
            what ->
                "volume %s %s: its %s is %s, planned was %s"
                    .formatted(
                        volume.name(), ANOTHER, what, likeness.get(what), expected.get(what)));
  }

  /**
   * The volumes that stand under the name of a planned one, are not as it was, and that nothing of
   * the stack has held all along: one sentence each.
   */
  public List<String> replaced(Inventory standing) {
    List<String> replaced = new ArrayList<>();
    for (Loss loss : losses) {
      Optional<Volume> volume =
          loss.kind() == Kind.VOLUME ? standing.volume(loss.identity()) : Optional.empty();
      boolean held =
          Losing.users(loss).stream().anyMatch(user -> standing.container(user).isPresent());
      if (volume.isPresent() && !held) {
        difference(volume.get(), loss).ifPresent(replaced::add);
      }
    }
    return replaced;
  }

  private void removeImage(Step step) {
    Optional<Image> image = engine.image(step.object());
    if (image.isEmpty()) {
      return;
    }
    String planned = step.setting(Losing.IDENTITY);
    String found = image.get().id();
    if (!found.equals(planned)) {
      throw new IllegalStateException(
          "image %s leads to %s now, planned was %s%s"
              .formatted(
                  step.object(), Identity.abbreviated(found), Identity.abbreviated(planned), NEXT));
    }
    refuseUsers(step, users(container -> container.imageId().equals(planned)));
    gateway.step(step.id()).removeImage(step.object());
  }

  private List<Container> users(Predicate<Container> uses) {
    Inventory inventory = engine.inventory(project);
    return inventory.containers().stream().filter(uses).toList();
  }

  /** The stack's own users are gone by now; whoever is left came after the plan or is foreign. */
  private static void refuseUsers(Step step, List<Container> users) {
    if (!users.isEmpty()) {
      Container first = users.get(0);
      throw new IllegalStateException(
          "%s is used by container %s (%s)%s"
              .formatted(
                  step.id().replaceFirst("remove ", ""), first.name(), first.shortId(), NEXT));
    }
  }

  private Loss loss(Step step) {
    return losses.stream()
        .filter(loss -> loss.kind() == Kind.VOLUME && loss.identity().equals(step.object()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException(step.object() + " is not among the planned losses"));
  }

  private static List<String> union(Map<String, String> one, Map<String, String> other) {
    Set<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    return List.copyOf(keys);
  }

  /** Compose writes durations as Go does: {@code 1m30s}, {@code 1.5s}, {@code 500ms}. */
  static Duration grace(String text) {
    Matcher part = DURATION.matcher(text);
    double millis = 0;
    while (part.find()) {
      double unit =
          switch (part.group(2)) {
            case "h" -> 3_600_000;
            case "m" -> 60_000;
            case "s" -> 1_000;
            default -> 1;
          };
      millis += Double.parseDouble(part.group(1)) * unit;
    }
    return Duration.ofMillis(Math.round(millis));
  }
}
