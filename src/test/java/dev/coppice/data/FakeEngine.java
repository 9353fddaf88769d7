package dev.coppice.data;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.EngineException;
import dev.coppice.engine.Gateway;
import dev.coppice.engine.TarSource;
import dev.coppice.stack.Container;
import dev.coppice.stack.EngineEvent;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/** An engine in memory: containers by state, volumes by name, and every change it was asked for. */
final class FakeEngine implements Engine, Gateway {

  static final String ENDPOINT = "tcp://127.0.0.1:2375";

  final Map<String, String> states = new LinkedHashMap<>();
  final List<String> volumes = new ArrayList<>();
  final List<String> calls = new ArrayList<>();
  final Map<String, String> volumeLabels = new TreeMap<>();
  byte[] archive = new byte[0];
  boolean spoilt;

  @Override
  public String architecture() {
    return "amd64";
  }

  @Override
  public EngineChanges step(String id) {
    return changes(id);
  }

  /** Writes down each call as {@code STEP: CALL OBJECT}. */
  private EngineChanges changes(String step) {
    return (EngineChanges)
        Proxy.newProxyInstance(
            EngineChanges.class.getClassLoader(),
            new Class<?>[] {EngineChanges.class},
            (proxy, method, args) -> {
              calls.add(step + ": " + method.getName() + " " + args[0]);
              if (args.length == 3 && args[2] instanceof TarSource tar) {
                try (InputStream content = tar.open()) {
                  archive = content.readAllBytes();
                }
              }
              return change(method.getName(), (String) args[0]);
            });
  }

  private Object change(String call, String object) {
    switch (call) {
      case "pause" -> states.put(object, "paused");
      case "unpause" -> {
        if ("stuck".equals(object)) {
          throw new EngineException("unpause container " + object, "it is stuck", 500, null);
        }
        states.put(object, "running");
      }
      case "createContainer" -> {
        return "id-of-" + object;
      }
      default -> {
        // Written down, and without any effect that a test asks for.
      }
    }
    return null;
  }

  @Override
  public EngineIdentity identity() {
    return new EngineIdentity("hill", "ID", "26", "1.45", "/var/lib/docker", ENDPOINT);
  }

  @Override
  public Optional<Container> container(String id) {
    return Optional.ofNullable(states.get(id)).map(state -> container(id, state));
  }

  private static Container container(String id, String state) {
    return new Container(
        id,
        id,
        "image",
        "sha256:1",
        state,
        null,
        0,
        0,
        false,
        Instant.EPOCH,
        null,
        null,
        new TreeMap<>(),
        List.of(),
        new TreeMap<>(),
        List.of(),
        new TreeMap<>());
  }

  @Override
  public List<String> running(String project, String service) {
    return states.keySet().stream()
        .filter(id -> id.startsWith(project + "-" + service) && states.get(id).equals("running"))
        .toList();
  }

  @Override
  public Optional<Volume> volume(String name) {
    return volumes.contains(name)
        ? Optional.of(
            new Volume(
                name, "local", "/", Instant.EPOCH, new TreeMap<>(volumeLabels), new TreeMap<>()))
        : Optional.empty();
  }

  @Override
  public OptionalLong volumeBytes(String name) {
    return volumes.contains(name) ? OptionalLong.of(1000) : OptionalLong.empty();
  }

  @Override
  public void copyOut(String container, String path, OutputStream to) {
    try {
      byte[] read = archive.clone();
      if (spoilt) {
        read[2 * 512]++;
      }
      to.write(read);
    } catch (IOException e) {
      throw new EngineException("copy " + path, e.toString(), 0, e);
    }
  }

  @Override
  public Inventory inventory(String project) {
    return Inventory.empty();
  }

  @Override
  public Optional<Network> network(String idOrName) {
    return Optional.empty();
  }

  @Override
  public Optional<Image> image(String reference) {
    return Optional.empty();
  }

  @Override
  public String resolve(String reference) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ExecAnswer exec(String container, List<String> command, Duration timeout, int maxBytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String logs(String container, int lines, int maxBytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Subscription events(Consumer<EngineEvent> listener, Consumer<EngineException> lost) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
