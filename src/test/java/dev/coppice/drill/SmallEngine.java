package dev.coppice.drill;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.EngineException;
import dev.coppice.stack.Container;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Network;
import dev.coppice.stack.Volume;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** An engine in memory that does what it is told, and may lose its answer before or after it. */
final class SmallEngine {

  /** What becomes of the next changing call. */
  enum Next {
    IS_DONE,
    IS_REFUSED,
    IS_DONE_AND_ITS_ANSWER_LOST,
    NEVER_ARRIVES,
    IS_SAID_TO_BE_DONE
  }

  static final class Stands {
    String name = "";
    String state = "created";
    Instant startedAt = Instant.EPOCH;
    Map<String, String> labels = Map.of();
    List<Container.Mounted> mounts = List.of();
    final TreeMap<String, Container.Attachment> networks = new TreeMap<>();
  }

  final Map<String, Stands> containers = new LinkedHashMap<>();
  final Map<String, Map<String, String>> volumes = new LinkedHashMap<>();
  final Map<String, Map<String, String>> networks = new LinkedHashMap<>();
  final List<String> images = new ArrayList<>();
  final List<String> calls = new ArrayList<>();
  Next next = Next.IS_DONE;
  Runnable beforeCall = () -> {};
  RuntimeException refusal = new EngineException("do it", "no", 409, null);

  EngineIdentity identity =
      new EngineIdentity("hill", "ID", "26", "1.45", "/var/lib/docker", "unix:///s");

  /** How many reads fail before the engine answers again. */
  int away;

  Stands container(String id, String state) {
    Stands stands = new Stands();
    stands.name = id;
    stands.state = state;
    stands.startedAt = Instant.ofEpochSecond(1000);
    containers.put(id, stands);
    return stands;
  }

  EngineChanges changes() {
    return proxy(EngineChanges.class, this::change);
  }

  Engine reads() {
    return proxy(Engine.class, this::read);
  }

  private interface Answer {
    Object to(Method method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method, arguments)));
  }

  private Object change(Method method, Object[] arguments) {
    beforeCall.run();
    calls.add(method.getName() + " " + arguments[0]);
    Next now = next;
    next = Next.IS_DONE;
    return switch (now) {
      case IS_DONE -> done(method, arguments);
      case IS_REFUSED -> throw refusal;
      case NEVER_ARRIVES -> throw lost();
      case IS_SAID_TO_BE_DONE -> method.getReturnType() == String.class ? "id-of-nothing" : null;
      case IS_DONE_AND_ITS_ANSWER_LOST -> {
        done(method, arguments);
        throw lost();
      }
    };
  }

  private static EngineException lost() {
    return new EngineException("do it", "the connection broke", 0, null);
  }

  private Object done(Method method, Object[] arguments) {
    String object = (String) arguments[0];
    switch (method.getName()) {
      case "createContainer" -> {
        String id = "id-of-" + object + "-" + (containers.size() + 1);
        Stands made = container(id, "created");
        made.startedAt = Instant.EPOCH;
        made.name = object;
        made.labels = labels(arguments[1]);
        return id;
      }
      case "createVolume" -> volumes.putIfAbsent(object, labels(arguments[1]));
      case "createNetwork" -> {
        networks.put(object, labels(arguments[1]));
        return "id-of-" + object;
      }
      case "pull", "importEmptyImage" -> images.add(object);
      case "tag" -> images.add((String) arguments[1]);
      case "start" -> {
        containers.get(object).state = "running";
        containers.get(object).startedAt = Instant.ofEpochSecond(2000);
      }
      case "stop", "kill" -> containers.get(object).state = "exited";
      case "pause" -> containers.get(object).state = "paused";
      case "unpause" -> containers.get(object).state = "running";
      case "removeContainer", "removeEnded" -> containers.remove(object);
      case "removeVolume" -> volumes.remove(object);
      case "removeNetwork" -> networks.remove(object);
      case "removeImage" -> images.remove(object);
      case "connect" ->
          containers
              .get((String) arguments[1])
              .networks
              .put(object, new Container.Attachment("", List.of()));
      default -> {
        // putArchive: nothing that an engine would show.
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> labels(Object body) {
    return (Map<String, String>) ((Map<String, Object>) body).getOrDefault("Labels", Map.of());
  }

  private Object read(Method method, Object[] arguments) {
    if (away > 0) {
      away--;
      throw lost();
    }
    return switch (method.getName()) {
      case "identity" -> identity;
      case "container" -> found((String) arguments[0]);
      case "volume" ->
          Optional.ofNullable(volumes.get((String) arguments[0]))
              .map(labels -> volume((String) arguments[0], labels));
      case "network" ->
          Optional.ofNullable(networks.get((String) arguments[0]))
              .map(labels -> network((String) arguments[0], labels));
      case "networks" ->
          Optional.ofNullable(networks.get((String) arguments[0]))
              .map(labels -> List.of(network((String) arguments[0], labels)))
              .orElse(List.of());
      case "image" ->
          images.contains((String) arguments[0])
              ? Optional.of(new Image("sha256:1", List.of(), List.of(), 1L))
              : Optional.empty();
      case "volumeBytes" -> OptionalLong.empty();
      case "inventory" -> inventory();
      default -> throw new UnsupportedOperationException(method.getName());
    };
  }

  private Inventory inventory() {
    return new Inventory(
        Instant.EPOCH,
        containers.entrySet().stream().map(e -> described(e.getKey(), e.getValue())).toList(),
        networks.entrySet().stream().map(e -> network(e.getKey(), e.getValue())).toList(),
        volumes.entrySet().stream().map(e -> volume(e.getKey(), e.getValue())).toList(),
        List.of());
  }

  private Optional<Container> found(String idOrName) {
    return containers.entrySet().stream()
        .filter(e -> e.getKey().equals(idOrName) || e.getValue().name.equals(idOrName))
        .map(e -> described(e.getKey(), e.getValue()))
        .findFirst();
  }

  private static Volume volume(String name, Map<String, String> labels) {
    return new Volume(
        name, "local", "/" + name, Instant.EPOCH, new TreeMap<>(labels), new TreeMap<>());
  }

  private static Network network(String name, Map<String, String> labels) {
    return new Network(
        "id-of-" + name, name, Instant.EPOCH, new TreeMap<>(labels), List.of(), new TreeMap<>());
  }

  private static Container described(String id, Stands stands) {
    return new Container(
        id,
        stands.name,
        "image",
        "sha256:1",
        stands.state,
        null,
        0,
        0,
        false,
        Instant.EPOCH,
        stands.startedAt,
        null,
        new TreeMap<>(stands.labels),
        stands.mounts,
        stands.networks,
        List.of(),
        new TreeMap<>());
  }
}
