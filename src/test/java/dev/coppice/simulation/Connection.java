package dev.coppice.simulation;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.EngineException;
import dev.coppice.engine.TarSource;
import dev.coppice.stack.Container;
import dev.coppice.stack.EngineEvent;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One process's way to the modelled engine: here calls take time, get lost and are answered. */
final class Connection implements Engine, EngineChanges {

  /** Not local: the files of the model are not those of this machine. */
  static final EngineIdentity IDENTITY =
      new EngineIdentity("host", "id", "26.1", "1.45", "/var/lib/docker", "tcp://model:2375");

  private static final long READ = 500_000L;
  private static final long CHANGE = 5_000_000L;

  private final World world;
  private final ModelEngine engine;
  private final ModelTime time;

  private final Thread thread = Thread.currentThread();

  Connection(World world, ModelTime time) {
    this.world = world;
    this.engine = world.engine;
    this.time = time;
  }

  private <T> T read(String doing, Supplier<T> body) {
    time.spend(READ);
    world.boundary(time, doing);
    return world.answered(doing, false, body);
  }

  private <T> T change(String doing, Supplier<T> body) {
    return change(doing, body, () -> {});
  }

  /**
   * Makes a call that changes something.
   *
   * @param half what an engine that is killed meanwhile has done of it
   */
  private <T> T change(String doing, Supplier<T> body, Runnable half) {
    int crashes = world.crashes();
    time.spend(CHANGE);
    world.boundary(time, doing);
    if (world.crashes() != crashes) {
      half.run();
      // Others of the process may have waited for the engine meanwhile; this call's connection
      // broke.
      throw new EngineException(doing, "connection reset", 0, null);
    }
    T answer = world.answered(doing, true, body);
    time.spend(0);
    world.boundary(time, "after " + doing);
    return answer;
  }

  private void change(String doing, Runnable body) {
    change(
        doing,
        () -> {
          body.run();
          return true;
        });
  }

  @Override
  public EngineIdentity identity() {
    return read("ask the engine who it is", () -> IDENTITY);
  }

  @Override
  public String architecture() {
    return read("ask the engine who it is", () -> "amd64");
  }

  @Override
  public Inventory inventory(String project) {
    return read("list what stands", () -> inventory(engine, project));
  }

  /** All that stands, as an adapter lists it. */
  static Inventory inventory(ModelEngine engine, String project) {
    return new Inventory(
        engine.clock.wall(),
        engine.containers.values().stream().map(c -> listed(c, project)).toList(),
        engine.networks.values().stream().map(n -> n.view(engine.attached(n))).toList(),
        engine.volumes.values().stream().map(ModelVolume::view).toList(),
        engine.images.values().stream().map(ModelImage::view).toList());
  }

  private static Container listed(ModelContainer container, String project) {
    Container view = container.view();
    return project.equals(view.project()) ? view : withoutSettings(view);
  }

  private static Container withoutSettings(Container c) {
    return new Container(
        c.id(),
        c.name(),
        c.image(),
        c.imageId(),
        c.state(),
        c.health(),
        c.exitCode(),
        c.restarts(),
        c.oomKilled(),
        c.createdAt(),
        c.startedAt(),
        c.endedAt(),
        c.labels(),
        c.mounts(),
        c.networks(),
        c.ports(),
        new TreeMap<>());
  }

  @Override
  public Optional<Container> container(String idOrName) {
    return read(
        "inspect container " + idOrName,
        () -> engine.container(idOrName).map(ModelContainer::view));
  }

  @Override
  public List<String> running(String project, String service) {
    return read(
        "list the running containers of " + service,
        () ->
            engine.containers.values().stream()
                .map(ModelContainer::view)
                .filter(Container::isRunning)
                .filter(c -> project.equals(c.project()) && service.equals(c.service()))
                .filter(c -> !c.isOneOff())
                .sorted(Comparator.comparingInt(Container::number))
                .map(Container::id)
                .toList());
  }

  @Override
  public Optional<Network> network(String idOrName) {
    return read(
        "inspect network " + idOrName,
        () -> engine.network(idOrName).map(n -> n.view(engine.attached(n))));
  }

  @Override
  public Optional<Volume> volume(String name) {
    return read(
        "inspect volume " + name,
        () -> Optional.ofNullable(engine.volumes.get(name)).map(ModelVolume::view));
  }

  @Override
  public Optional<Image> image(String reference) {
    return read("inspect image " + reference, () -> engine.image(reference).map(ModelImage::view));
  }

  @Override
  public String resolve(String reference) {
    throw new UnsupportedOperationException();
  }

  @Override
  public OptionalLong volumeBytes(String name) {
    return read("measure volume " + name, () -> OptionalLong.of(1000));
  }

  @Override
  public ExecAnswer exec(String container, List<String> command, Duration timeout, int maxBytes) {
    return read(
        "run a command in container " + container,
        () ->
            engine
                .container(container)
                .filter(ModelContainer::isRunning)
                .map(c -> new ExecAnswer(engine.exec(c), "", "", false, false))
                .orElseThrow(
                    () -> new EngineException("exec in " + container, "not running", 409, null)));
  }

  @Override
  public String logs(String container, int lines, int maxBytes) {
    return read("read the logs of container " + container, () -> "");
  }

  @Override
  public void copyOut(String container, String path, OutputStream to) {
    // What was put back is read on a thread of its own, and whoever compares it waits for that:
    // the model has one thread, so nobody else acts meanwhile.
    boolean beside = Thread.currentThread() != thread;
    byte[] tar =
        beside
            ? tar(container)
            : read("copy " + path + " out of container " + container, () -> tar(container));
    if (!beside) {
      time.spend(CHANGE);
    }
    try {
      to.write(tar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] tar(String container) {
    return engine
        .container(container)
        .map(c -> Tar.of(engine.volumes.get(c.mounts.get(0).volume()).data))
        .orElseThrow(() -> new EngineException("copy out", "no such container", 404, null));
  }

  @Override
  public Subscription events(Consumer<EngineEvent> listener, Consumer<EngineException> lost) {
    return read("listen to the engine", () -> subscribed(listener, lost));
  }

  private Subscription subscribed(Consumer<EngineEvent> listener, Consumer<EngineException> lost) {
    Consumer<EngineEvent> alive =
        event -> {
          if (!time.isDead()) {
            listener.accept(event);
          }
        };
    engine.listen(alive);
    Runnable broken =
        () -> {
          engine.forget(alive);
          if (!time.isDead()) {
            lost.accept(new EngineException("listen to the engine", "the stream ended", 0, null));
          }
        };
    world.atCrash(broken);
    return () -> {
      engine.forget(alive);
      world.notAtCrash(broken);
    };
  }

  @Override
  public void close() {}

  // What changes it, one line a call.

  @Override
  public String createNetwork(String name, Map<String, Object> body) {
    return change("create network " + name, () -> engine.createNetwork(name, body));
  }

  @Override
  public void createVolume(String name, Map<String, Object> body) {
    change("create volume " + name, () -> engine.createVolume(name, body));
  }

  @Override
  public void pull(String pinned) {
    change("pull " + pinned, () -> engine.pull(pinned));
  }

  @Override
  public void tag(String image, String reference) {
    change("tag " + reference, () -> engine.tag(image, reference));
  }

  @Override
  public void importEmptyImage(String reference) {
    change("import " + reference, () -> engine.importEmptyImage(reference));
  }

  @Override
  public String createContainer(String name, Map<String, Object> body) {
    return change("create container " + name, () -> engine.createContainer(name, body));
  }

  @Override
  public void connect(String network, String container, Map<String, Object> endpoint) {
    change("connect " + container, () -> engine.connect(network, container, endpoint));
  }

  @Override
  public void putArchive(String container, String path, byte[] tar) {
    change("put files into " + container, () -> engine.putArchive(container, path, tar));
  }

  @Override
  public void putArchive(String container, String path, TarSource tar) {
    change("put archive into " + container, () -> engine.putArchive(container, path, tar));
  }

  @Override
  public void start(String container) {
    change("start " + container, () -> engine.start(container));
  }

  @Override
  public void stop(String container, Duration grace) {
    change("stop " + container, () -> engine.stop(container, grace));
  }

  @Override
  public void kill(String container) {
    change("kill " + container, () -> engine.kill(container));
  }

  @Override
  public void pause(String container) {
    change("pause " + container, () -> engine.pause(container));
  }

  @Override
  public void unpause(String container) {
    change("unpause " + container, () -> engine.unpause(container));
  }

  @Override
  public void removeContainer(String container) {
    change("remove container " + container, () -> engine.removeContainer(container));
  }

  @Override
  public void removeEnded(String container) {
    change("remove container " + container, () -> engine.removeEnded(container));
  }

  @Override
  public void removeNetwork(String id) {
    change("remove network " + id, () -> engine.removeNetwork(id));
  }

  @Override
  public void removeVolume(String name) {
    change(
        "remove volume " + name,
        () -> {
          engine.removeVolume(name);
          return true;
        },
        () -> {
          if (engine.halfRemoveVolume(name)) {
            world.happened("a removal was half done");
            world.note("  half of volume " + name + " is gone");
          }
        });
  }

  @Override
  public void removeImage(String reference) {
    change("remove image " + reference, () -> engine.removeImage(reference));
  }
}
