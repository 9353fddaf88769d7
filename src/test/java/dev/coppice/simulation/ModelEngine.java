package dev.coppice.simulation;

import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.EngineException;
import dev.coppice.engine.TarSource;
import dev.coppice.stack.Container.Mounted;
import dev.coppice.stack.EngineEvent;
import dev.coppice.stack.ImageName;
import dev.coppice.stack.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An engine in memory: what stands on it and how it answers calls that change it, as the adapter of
 * a real one would. Each call is done at once; delays and faults are the connection's.
 */
final class ModelEngine implements EngineChanges {

  private static final String ZEROS = "0".repeat(64);
  private static final Pattern SHORT_IDENTITY = Pattern.compile("[0-9a-f]{12,}");
  private static final Set<String> PREDEFINED = Set.of("bridge", "host", "none");

  final Clock clock;
  final Map<String, ModelContainer> containers = new LinkedHashMap<>();
  final Map<String, ModelNetwork> networks = new LinkedHashMap<>();
  final SortedMap<String, ModelVolume> volumes = new TreeMap<>();
  final Map<String, ModelImage> images = new LinkedHashMap<>();

  /** {@code repository@digest} of all that can be pulled. */
  final List<String> registry = new ArrayList<>();

  final List<Deed> deeds = new ArrayList<>();

  /** Who makes the calls that come now. */
  Party acting = Party.OPERATOR;

  private final Programs programs;
  private final List<Consumer<EngineEvent>> listeners = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private int stamps;

  ModelEngine(Clock clock, Programs programs) {
    this.clock = clock;
    this.programs = programs;
    for (String name : PREDEFINED) {
      String id = identity('b');
      networks.put(id, new ModelNetwork(id, name, 0, Party.ENGINE, new TreeMap<>(), clock.wall()));
    }
  }

  // What can be looked up.

  Optional<ModelContainer> container(String idOrName) {
    ModelContainer exact = containers.get(idOrName);
    if (exact != null) {
      return Optional.of(exact);
    }
    ModelContainer named = named(idOrName);
    if (named != null || !SHORT_IDENTITY.matcher(idOrName).matches()) {
      return Optional.ofNullable(named);
    }
    return containers.values().stream().filter(c -> c.id.startsWith(idOrName)).findFirst();
  }

  private @Nullable ModelContainer named(String name) {
    for (ModelContainer container : containers.values()) {
      if (container.name.equals(name)) {
        return container;
      }
    }
    return null;
  }

  Optional<ModelNetwork> network(String idOrName) {
    ModelNetwork exact = networks.get(idOrName);
    return exact != null
        ? Optional.of(exact)
        : networks.values().stream().filter(n -> n.name().equals(idOrName)).findFirst();
  }

  Optional<ModelImage> image(String reference) {
    ImageName name = ImageName.parse(reference);
    return images.values().stream()
        .filter(
            image ->
                image.id.equals(reference)
                    || (name.digest() == null
                        ? image.tags.contains(name.tagged())
                        : image.digests.contains(name.repository() + "@" + name.digest())))
        .findFirst();
  }

  /** What a container is called or was, also of one that is gone; empty for anything else. */
  String nameOf(String id) {
    return names.getOrDefault(id, "");
  }

  List<String> attached(ModelNetwork network) {
    List<String> attached = new ArrayList<>();
    for (ModelContainer container : containers.values()) {
      if (container.isUp() && container.networks.containsValue(network.id())) {
        attached.add(container.id);
      }
    }
    attached.sort(Comparator.naturalOrder());
    return attached;
  }

  void listen(Consumer<EngineEvent> listener) {
    listeners.add(listener);
  }

  void forget(Consumer<EngineEvent> listener) {
    listeners.remove(listener);
  }

  void event(String type, String action, String id, Map<String, String> attributes) {
    EngineEvent event =
        new EngineEvent(clock.nanos(), nanos(clock.wall()), type, action, id, attributes);
    List.copyOf(listeners).forEach(listener -> listener.accept(event));
  }

  private static long nanos(Instant wall) {
    return wall.getEpochSecond() * 1_000_000_000L + wall.getNano();
  }

  void event(ModelContainer container, String action) {
    container.changed();
    Map<String, String> attributes = new TreeMap<>(container.labels());
    attributes.put("name", container.name);
    attributes.put("image", container.body.at("Image").text(""));
    attributes.put("exitCode", String.valueOf(container.exitCode));
    event("container", action, container.id, attributes);
  }

  private void deed(String call, String object, int stamp, Party owner) {
    deeds.add(new Deed(clock.nanos(), acting, call, object, stamp, owner));
  }

  private static EngineException refused(String doing, int status, String why) {
    return new EngineException(doing, why, status, null);
  }

  private ModelContainer required(String doing, String container) {
    return container(container)
        .orElseThrow(() -> refused(doing, 404, "No such container: " + container));
  }

  private String identity(char kind) {
    String digits = Long.toHexString(0xabc000L + ++stamps);
    return kind + ZEROS.substring(digits.length() + 1) + digits;
  }

  // What changes it.

  @Override
  public String createNetwork(String name, Map<String, Object> body) {
    if (network(name).isPresent()) {
      throw refused("create network " + name, 409, "network with name " + name + " already exists");
    }
    String id = identity('a');
    networks.put(
        id, new ModelNetwork(id, name, stamps, acting, texts(body.get("Labels")), clock.wall()));
    deed("create network", id, stamps, acting);
    event("network", "create", id, Map.of("name", name));
    return id;
  }

  private static SortedMap<String, String> texts(@Nullable Object map) {
    SortedMap<String, String> texts = new TreeMap<>();
    new Tree(map).map().forEach((key, value) -> texts.put(key, value.text("")));
    return texts;
  }

  @Override
  public void createVolume(String name, Map<String, Object> body) {
    if (!volumes.containsKey(name)) {
      int stamp = ++stamps;
      volumes.put(
          name, new ModelVolume(name, stamp, acting, texts(body.get("Labels")), clock.wall()));
      deed("create volume", name, stamp, acting);
      event("volume", "create", name, Map.of("driver", "local"));
    }
  }

  @Override
  public void pull(String pinned) {
    ImageName name = ImageName.parse(pinned);
    if (!registry.contains(name.repository() + "@" + name.digest())) {
      throw refused("pull " + pinned, 404, "manifest unknown");
    }
    String id = String.valueOf(name.digest()).replaceFirst("sha256:.", "sha256:9");
    ModelImage image = images.computeIfAbsent(id, made -> new ModelImage(id, ++stamps, acting));
    image.digests.add(name.repository() + "@" + name.digest());
    deed("pull", pinned, image.stamp, image.owner);
    event("image", "pull", pinned, Map.of("name", name.repository()));
  }

  @Override
  public void tag(String image, String reference) {
    ModelImage found =
        image(image).orElseThrow(() -> refused("tag " + image, 404, "No such image: " + image));
    String tag = ImageName.parse(reference).tagged();
    images.values().forEach(other -> other.tags.remove(tag));
    found.tags.add(tag);
    deed("tag", reference, found.stamp, found.owner);
    event("image", "tag", found.id, Map.of("name", tag));
  }

  @Override
  public void importEmptyImage(String reference) {
    String tag = ImageName.parse(reference).tagged();
    images.values().forEach(other -> other.tags.remove(tag));
    String id = "sha256:" + identity('e');
    ModelImage image = new ModelImage(id, stamps, acting);
    image.tags.add(tag);
    images.put(id, image);
    deed("import empty image", reference, image.stamp, acting);
    event("image", "import", id, Map.of("name", tag));
  }

  @Override
  public String createContainer(String name, Map<String, Object> body) {
    String doing = "create container " + name;
    String reference = String.valueOf(body.get("Image"));
    ModelImage image =
        image(reference).orElseThrow(() -> refused(doing, 404, "No such image: " + reference));
    if (named(name) != null) {
      throw refused(doing, 409, "Conflict. The container name \"/" + name + "\" is already in use");
    }
    String id = identity('c');
    ModelContainer container =
        new ModelContainer(id, name, stamps, acting, body, image, clock.wall());
    Tree host = container.body.at("HostConfig");
    host.at("Mounts").list().forEach(mount -> mount(container, mount));
    String mode = host.at("NetworkMode").text("");
    container.networks.put(mode.isEmpty() || mode.equals("default") ? "bridge" : mode, "");
    container
        .body
        .at("NetworkingConfig", "EndpointsConfig")
        .map()
        .forEach((network, endpoint) -> container.networks.putIfAbsent(network, ""));
    containers.put(id, container);
    names.put(id, name);
    deed("create container", id, container.stamp, acting);
    event(container, "create");
    return id;
  }

  private void mount(ModelContainer container, Tree mount) {
    String type = mount.at("Type").text("bind");
    String source = mount.at("Source").text("");
    if (type.equals("volume")) {
      String volume = source.isEmpty() ? identity('f') : source;
      if (!volumes.containsKey(volume)) {
        createVolume(volume, Map.of());
      }
      source = volume;
    }
    container.mounts.add(
        new Mounted(
            type,
            type.equals("volume") ? source : null,
            type.equals("volume") ? volumes.get(source).view().mountpoint() : source,
            mount.at("Target").text(""),
            !mount.at("ReadOnly").isTrue(),
            type.equals("volume") && source.matches("[0-9a-f]{64}")));
  }

  @Override
  public void connect(String network, String container, Map<String, Object> endpoint) {
    String doing = "connect container " + container + " to network " + network;
    ModelContainer found = required(doing, container);
    ModelNetwork to = network(network).orElse(null);
    if (to == null) {
      if (found.isUp()) {
        throw refused(doing, 404, "network " + network + " not found");
      }
      // Whether it is there, an engine asks at the start.
      attach(found, network, "");
      return;
    }
    boolean alone = to.name().equals("none") || found.networks.containsKey("none");
    if (alone && !found.networks.containsKey(to.name())) {
      throw refused(doing, 400, "one of the networks is in private (none) mode");
    }
    if (found.isUp() && found.networks.containsKey(to.name())) {
      throw refused(doing, 403, "endpoint with name " + found.name + " already exists");
    }
    attach(found, to.name(), found.isUp() ? to.id() : "");
    event("network", "connect", to.id(), Map.of("name", to.name(), "container", found.id));
  }

  private void attach(ModelContainer container, String network, String id) {
    container.networks.put(network, id);
    container.changed();
    deed("connect", container.id, container.stamp, container.owner);
  }

  @Override
  public void putArchive(String container, String path, byte[] tar) {
    ModelContainer found = required("unpack files into container " + container, container);
    deed("put files into", found.id, found.stamp, found.owner);
  }

  @Override
  public void putArchive(String container, String path, TarSource tar) {
    ModelContainer found = required("unpack files into container " + container, container);
    deed("put archive into", found.id, found.stamp, found.owner);
    for (Mounted mount : found.mounts) {
      ModelVolume volume = mount.volume() == null ? null : volumes.get(mount.volume());
      if (volume != null && mount.target().startsWith(path)) {
        volume.data = volume.data.and(content(tar));
      }
    }
  }

  private static Data content(TarSource tar) {
    try (InputStream in = tar.open()) {
      return Tar.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void start(String container) {
    String doing = "start container " + container;
    ModelContainer found = required(doing, container);
    if (found.isRunning()) {
      return;
    }
    if (found.state.equals("paused")) {
      throw refused(doing, 409, "cannot start a paused container, try unpause instead");
    }
    for (Map.Entry<String, String> entry : found.networks.entrySet()) {
      ModelNetwork network =
          network(entry.getValue().isEmpty() ? entry.getKey() : entry.getValue())
              .orElseThrow(() -> refused(doing, 404, "network " + entry.getKey() + " not found"));
      entry.setValue(network.id());
    }
    deed("start", found.id, found.stamp, found.owner);
    found.stoppedByHand = false;
    begin(found);
  }

  /** It runs from now on. */
  void begin(ModelContainer container) {
    container.state = "running";
    container.startedAt = clock.wall();
    container.beganAt = clock.nanos();
    container.exitCode = 0;
    container.starts++;
    container.health = container.isChecked() ? "starting" : null;
    event(container, "start");
    programs.began(this, container);
  }

  /** The exit code of a command that is run in a container. */
  int exec(ModelContainer container) {
    return programs.exec(this, container);
  }

  /** It does not run any more. */
  void end(ModelContainer container, int exitCode) {
    container.state = "exited";
    container.exitCode = exitCode;
    container.health = container.isChecked() ? "unhealthy" : null;
    event(container, "die");
  }

  @Override
  public void stop(String container, Duration grace) {
    // Without time to end by itself a program is killed.
    endByHand("stop", container, grace.isZero() ? 137 : 0);
  }

  @Override
  public void kill(String container) {
    endByHand("kill", container, 137);
  }

  private void endByHand(String call, String container, int exitCode) {
    ModelContainer found = required(call + " container " + container, container);
    if (found.isUp()) {
      deed(call, found.id, found.stamp, found.owner);
      found.stoppedByHand = true;
      end(found, exitCode);
    }
  }

  @Override
  public void pause(String container) {
    String doing = "pause container " + container;
    ModelContainer found = required(doing, container);
    if (found.state.equals("paused")) {
      return;
    }
    if (!found.isRunning()) {
      throw refused(doing, 409, "Container " + found.id + " is not running");
    }
    deed("pause", found.id, found.stamp, found.owner);
    found.state = "paused";
    event(found, "pause");
  }

  @Override
  public void unpause(String container) {
    String doing = "unpause container " + container;
    ModelContainer found = required(doing, container);
    if (found.isRunning()) {
      return;
    }
    if (!found.state.equals("paused")) {
      throw refused(doing, 500, "Container " + found.id + " is not paused");
    }
    deed("unpause", found.id, found.stamp, found.owner);
    found.state = "running";
    found.wentOnAt = clock.nanos();
    event(found, "unpause");
  }

  @Override
  public void removeContainer(String container) {
    container(container)
        .ifPresent(
            found -> {
              deed("remove container", found.id, found.stamp, found.owner);
              if (found.isUp()) {
                end(found, 137);
              }
              containers.remove(found.id);
              found.state = "removed";
              event(found, "destroy");
            });
  }

  @Override
  public void removeEnded(String container) {
    if (container(container).filter(ModelContainer::isUp).isPresent()) {
      throw refused("remove container " + container, 409, "You cannot remove a running container");
    }
    removeContainer(container);
  }

  @Override
  public void removeNetwork(String id) {
    network(id)
        .ifPresent(
            found -> {
              if (PREDEFINED.contains(found.name()) || !attached(found).isEmpty()) {
                throw refused("remove network " + id, 403, "network has active endpoints");
              }
              deed("remove network", found.id(), found.stamp(), found.owner());
              networks.remove(found.id());
              event("network", "destroy", found.id(), Map.of("name", found.name()));
            });
  }

  @Override
  public void removeVolume(String name) {
    ModelVolume found = volumes.get(name);
    if (found != null) {
      if (containers.values().stream().anyMatch(c -> c.mounts(name))) {
        throw refused("remove volume " + name, 409, "volume is in use");
      }
      deed("remove volume", name, found.stamp, found.owner);
      volumes.remove(name);
      event("volume", "destroy", name, Map.of("driver", "local"));
    }
  }

  /** What an engine leaves that is killed while it removes a volume: half of its files, listed. */
  boolean halfRemoveVolume(String name) {
    ModelVolume found = volumes.get(name);
    if (found == null || containers.values().stream().anyMatch(c -> c.mounts(name))) {
      return false;
    }
    found.data = found.data.half();
    return true;
  }

  @Override
  public void removeImage(String reference) {
    image(reference).ifPresent(found -> removeImage(reference, found));
  }

  private void removeImage(String reference, ModelImage found) {
    ImageName name = ImageName.parse(reference);
    boolean last =
        found.tags.size() <= (name.digest() == null ? 1 : 0)
            && found.digests.stream().allMatch(d -> d.startsWith(name.repository() + "@"));
    if (last && containers.values().stream().anyMatch(c -> c.image == found)) {
      throw refused("remove image " + reference, 409, "conflict: a container is using it");
    }
    deed("remove image", reference, found.stamp, found.owner);
    if (name.digest() == null) {
      found.tags.remove(name.tagged());
      if (found.tags.stream().noneMatch(tag -> tag.startsWith(name.repository() + ":"))) {
        found.digests.removeIf(digest -> digest.startsWith(name.repository() + "@"));
      }
    } else {
      found.digests.remove(name.repository() + "@" + name.digest());
    }
    event("image", "untag", found.id, Map.of("name", reference));
    if (!found.isNamed()) {
      images.remove(found.id);
      event("image", "delete", found.id, Map.of());
    }
  }
}
