package dev.coppice.compose;

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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What {@code docker compose config} gave, read into values. Pure.
 *
 * @param root with {@code $$} undone
 * @param hashes of each service
 * @param variables that configs and secrets are made of, those that are set
 */
record CanonicalForm(
    Tree root,
    ComposeFiles files,
    String composeVersion,
    Map<String, String> hashes,
    Map<String, String> variables,
    LockFile lock) {

  Stack stack(String sha256) {
    return new Stack(
        root.at("name").text(""),
        files.folder(),
        files.files(),
        files.environmentFiles(),
        files.profiles(),
        composeVersion,
        each("services", this::service),
        each("networks", this::network),
        each("volumes", this::volume),
        each("configs", this::source),
        each("secrets", this::source),
        sha256);
  }

  private <T> SortedMap<String, T> each(String key, BiFunction<String, Tree, T> read) {
    SortedMap<String, T> values = new TreeMap<>();
    root.at(key).map().forEach((name, tree) -> values.put(name, read.apply(name, tree)));
    return values;
  }

  private NetworkDefinition network(String key, Tree tree) {
    return new NetworkDefinition(key, name(key, tree), tree.at("external").isTrue(), tree);
  }

  private VolumeDefinition volume(String key, Tree tree) {
    return new VolumeDefinition(key, name(key, tree), tree.at("external").isTrue(), tree);
  }

  private String name(String key, Tree tree) {
    return tree.at("name").text(root.at("name").text("") + "_" + key);
  }

  private FileSource source(String key, Tree tree) {
    String file = tree.at("file").text();
    String variable = tree.at("environment").text();
    @Nullable String content =
        variable != null ? variables.get(variable) : tree.at("content").text();
    return new FileSource(
        key, file == null ? null : Path.of(file), content, tree.at("external").isTrue());
  }

  private Service service(String name, Tree tree) {
    String image = tree.at("image").text(root.at("name").text("") + "-" + name);
    String hash = hashes.get(name);
    if (hash == null) {
      throw ComposeException.input(
          "%s: docker compose config --hash says nothing of service %s"
              .formatted(files.named(), name),
          null);
    }
    return new Service(
        name,
        image,
        lock.digestFor(image),
        replicas(tree),
        dependencies(name, tree),
        mounts(tree),
        List.copyOf(tree.at("networks").map().keySet()),
        hasHealthCheck(tree.at("healthcheck")),
        hash,
        tree);
  }

  private static int replicas(Tree tree) {
    Tree scale = tree.at("scale");
    String count = (scale.isPresent() ? scale : tree.at("deploy", "replicas")).text("1");
    return Integer.parseInt(count);
  }

  private List<Dependency> dependencies(String name, Tree tree) {
    List<Dependency> dependencies = new ArrayList<>();
    tree.at("depends_on")
        .map()
        .forEach(
            (other, how) ->
                dependencies.add(
                    new Dependency(
                        other,
                        condition(name, how.at("condition").text("service_started")),
                        !"false".equals(how.at("required").text()))));
    return dependencies;
  }

  private Condition condition(String service, String word) {
    return Arrays.stream(Condition.values())
        .filter(condition -> condition.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                ComposeException.input(
                    "%s: service %s depends on a condition unknown here: %s"
                        .formatted(files.named(), service, word),
                    null));
  }

  private static List<Mount> mounts(Tree tree) {
    List<Mount> mounts = new ArrayList<>();
    for (Tree volume : tree.at("volumes").list()) {
      String target = volume.at("target").text("");
      String source = volume.at("source").text();
      boolean readOnly = volume.at("read_only").isTrue();
      switch (volume.at("type").text("volume")) {
        case "bind" -> mounts.add(new Mount(Mount.Type.BIND, source, target, readOnly));
        case "tmpfs" -> mounts.add(new Mount(Mount.Type.TMPFS, null, target, readOnly));
        case "volume" -> mounts.add(new Mount(Mount.Type.VOLUME, source, target, readOnly));
        default -> {
          // npipe, cluster, image: the definition keeps them, and the ways to rebuild refuse them.
        }
      }
    }
    for (String tmpfs : tree.at("tmpfs").texts()) {
      String target = tmpfs.contains(":") ? tmpfs.substring(0, tmpfs.indexOf(':')) : tmpfs;
      mounts.add(new Mount(Mount.Type.TMPFS, null, target, false));
    }
    return mounts;
  }

  /** A check without a test of its own is the image's, with other times. */
  private static boolean hasHealthCheck(Tree check) {
    return check.at("test").isPresent()
        && !check.at("disable").isTrue()
        && !check.at("test").texts().equals(List.of("NONE"));
  }
}
