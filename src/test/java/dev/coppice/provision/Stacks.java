package dev.coppice.provision;

import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.FileSource;
import dev.coppice.stack.NetworkDefinition;
import dev.coppice.stack.Service;
import dev.coppice.stack.Service.Condition;
import dev.coppice.stack.Service.Dependency;
import dev.coppice.stack.Service.Mount;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import dev.coppice.stack.VolumeDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Small stacks written as the canonical form of Compose, in YAML. */
final class Stacks {

  static final EngineIdentity OLD = engine("1.41");
  static final EngineIdentity NEW = engine("1.45");

  private Stacks() {}

  private static EngineIdentity engine(String apiVersion) {
    return new EngineIdentity("engine", "id", "26", apiVersion, "/var/lib/docker", "unix:///sock");
  }

  static Tree tree(String yaml) {
    return new Tree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  /** A stack {@code shop} from the whole canonical form. */
  static Stack shop(String yaml) {
    return shop(tree(yaml));
  }

  private static Stack shop(Tree root) {
    SortedMap<String, Service> services = new TreeMap<>();
    root.at("services").map().forEach((name, tree) -> services.put(name, service(name, tree)));
    SortedMap<String, NetworkDefinition> networks = new TreeMap<>();
    networks.put("default", new NetworkDefinition("default", "shop_default", false, Tree.EMPTY));
    root.at("networks")
        .map()
        .forEach(
            (key, tree) ->
                networks.put(
                    key,
                    new NetworkDefinition(
                        key,
                        tree.at("name").text("shop_" + key),
                        tree.at("external").isTrue(),
                        tree)));
    SortedMap<String, VolumeDefinition> volumes = new TreeMap<>();
    root.at("volumes")
        .map()
        .forEach(
            (key, tree) ->
                volumes.put(
                    key,
                    new VolumeDefinition(
                        key,
                        tree.at("name").text("shop_" + key),
                        tree.at("external").isTrue(),
                        tree)));
    return new Stack(
        "shop",
        Path.of("/srv/shop"),
        List.of(Path.of("/srv/shop/compose.yaml")),
        List.of(),
        List.of(),
        "2.26.1",
        services,
        networks,
        volumes,
        sources(root.at("configs")),
        sources(root.at("secrets")),
        "0".repeat(64));
  }

  private static SortedMap<String, FileSource> sources(Tree tree) {
    SortedMap<String, FileSource> sources = new TreeMap<>();
    tree.map()
        .forEach(
            (key, source) -> {
              String file = source.at("file").text();
              sources.put(
                  key,
                  new FileSource(
                      key,
                      file == null ? null : Path.of(file),
                      source.at("content").text(),
                      source.at("external").isTrue()));
            });
    return sources;
  }

  private static Service service(String name, Tree tree) {
    List<Dependency> dependencies = new ArrayList<>();
    tree.at("depends_on")
        .map()
        .forEach(
            (other, how) ->
                dependencies.add(
                    new Dependency(
                        other,
                        Stream.of(Condition.values())
                            .filter(c -> c.word().equals(how.at("condition").text("")))
                            .findFirst()
                            .orElse(Condition.STARTED),
                        !"false".equals(how.at("required").text()))));
    List<Mount> mounts = new ArrayList<>();
    for (Tree volume : tree.at("volumes").list()) {
      Mount.Type type =
          switch (volume.at("type").text("volume")) {
            case "bind" -> Mount.Type.BIND;
            case "tmpfs" -> Mount.Type.TMPFS;
            default -> Mount.Type.VOLUME;
          };
      mounts.add(
          new Mount(
              type,
              volume.at("source").text(),
              volume.at("target").text(""),
              volume.at("read_only").isTrue()));
    }
    Tree networks = tree.at("networks");
    return new Service(
        name,
        tree.at("image").text("shop-" + name),
        "sha256:" + "a".repeat(64),
        Integer.parseInt(tree.at("deploy", "replicas").text("1")),
        dependencies,
        mounts,
        networks.isPresent() ? List.copyOf(networks.map().keySet()) : List.of("default"),
        tree.at("healthcheck", "test").isPresent(),
        "hash of " + name,
        tree);
  }

  /** All of a stack, with every image to be pulled. */
  static Missing everything(Stack stack) {
    List<Missing.Replica> replicas = new ArrayList<>();
    stack
        .services()
        .values()
        .forEach(
            service -> {
              for (int number = 1; number <= service.replicas(); number++) {
                replicas.add(new Missing.Replica(service.name(), number));
              }
            });
    return new Missing(
        replicas,
        new TreeMap<>(),
        List.of(),
        keys(stack.networks().values().stream().filter(n -> !n.external()).map(n -> n.key())),
        keys(stack.volumes().values().stream().filter(v -> !v.external()).map(v -> v.key())),
        stack.services().keySet());
  }

  private static java.util.Set<String> keys(Stream<String> keys) {
    return new java.util.TreeSet<>(keys.toList());
  }

  static Map<String, Object> body(String service) {
    return body(service, "{}", NEW);
  }

  /** The request that native makes for a service of one row or a few. */
  static Map<String, Object> body(String service, String rest, EngineIdentity engine) {
    return draft(service, rest, engine).body();
  }

  static NewContainer draft(String service, String rest, EngineIdentity engine) {
    Map<String, Tree> root = tree(rest).map();
    Map<String, Tree> services = new Tree(root.getOrDefault("services", Tree.EMPTY)).map();
    services.put("web", tree(service));
    root.put("services", new Tree(services));
    Stack stack = shop(new Tree(root));
    ContainerDraft draft =
        new ContainerDraft(
            stack,
            stack.service("web"),
            new ContainerDraft.Place(
                "shop-web-1",
                1,
                engine.apiVersion(),
                owner -> "id-of-" + owner,
                network -> "id-of-" + network,
                true));
    NativeAttributes.apply(draft);
    return draft.finished(Map.of());
  }
}
