package dev.coppice.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.coppice.stack.FileSource;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compose files as a {@link Stack}: Compose itself reads them, this reads its canonical form. */
public final class ComposeStack {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private ComposeStack() {}

  /**
   * Describes what should stand.
   *
   * @throws ComposeException where Compose cannot read the files, in its own words
   */
  public static Stack describe(Compose compose, ComposeFiles files, LockFile lock) {
    Path folder = files.folder();
    String canonical = compose.ask(files, folder, "config", "--format", "json");
    Tree root = tree(canonical, files);
    ComposeFiles named = files.named(root.at("name").text(""));
    // Compose hashes a service with its env_file merged in when it makes a container, but not in
    // `config --hash` on the user's own file. Over the canonical form both are the same.
    Map<String, String> hashes =
        over(asFile(canonical, files), file -> hashes(compose, named.replacedBy(file), folder));
    Map<String, String> variables = variables(compose, named, folder, root);
    return new CanonicalForm(root, named, compose.version(), hashes, variables, lock)
        .stack(sha256(root));
  }

  /**
   * The canonical form as Compose takes it for a file. It refuses its own form where an optional
   * dependency leads to a service that the profiles leave out, which what it hashes does not have,
   * and where a size is the text of -1, which it reads only as a number.
   */
  private static String asFile(String canonical, ComposeFiles files) {
    Map<String, Tree> root = treeAsGiven(canonical, files).map();
    Map<String, Tree> services = new Tree(root.get("services")).map();
    services.replaceAll(
        (name, service) -> {
          Map<String, Tree> keys = service.map();
          Map<String, Tree> dependencies = service.at("depends_on").map();
          dependencies.keySet().retainAll(services.keySet());
          keys.remove("depends_on");
          if (!dependencies.isEmpty()) {
            keys.put("depends_on", new Tree(dependencies));
          }
          keys.replaceAll((key, value) -> isUnbounded(key, value) ? new Tree(-1) : value);
          return new Tree(keys);
        });
    root.put("services", new Tree(services));
    return json(new Tree(root).value());
  }

  private static boolean isUnbounded(String key, Tree value) {
    return key.equals("memswap_limit") && value.text("").equals("-1");
  }

  private static Map<String, String> hashes(Compose compose, ComposeFiles files, Path folder) {
    Map<String, String> hashes = new TreeMap<>();
    for (String line : compose.ask(files, folder, "config", "--hash", "*").lines().toList()) {
      int space = line.indexOf(' ');
      if (space > 0) {
        hashes.put(line.substring(0, space), line.substring(space + 1).strip());
      }
    }
    return hashes;
  }

  /**
   * The variables of which configs and secrets are made; one that nobody sets is missing. Compose
   * is asked to put them into a project of one service, so that its rules of precedence hold.
   */
  private static Map<String, String> variables(
      Compose compose, ComposeFiles files, Path folder, Tree root) {
    Set<String> names = new LinkedHashSet<>();
    for (String kind : List.of("configs", "secrets")) {
      root.at(kind).map().values().stream()
          .map(source -> source.at("environment").text())
          .filter(name -> name != null)
          .forEach(names::add);
    }
    if (names.isEmpty()) {
      return Map.of();
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (String name : names) {
      labels.put("set." + name, "${%s+set}".formatted(name));
      labels.put("value." + name, "${%s-}".formatted(name));
    }
    Map<String, Object> project =
        Map.of("services", Map.of("values", Map.of("image", "none", "labels", labels)));
    Tree answer =
        over(
                json(project),
                file ->
                    tree(
                        compose.ask(files.replacedBy(file), folder, "config", "--format", "json"),
                        files))
            .at("services", "values", "labels");
    Map<String, String> variables = new TreeMap<>();
    for (String name : names) {
      if (answer.at("set." + name).text("").equals("set")) {
        variables.put(name, answer.at("value." + name).text(""));
      }
    }
    return variables;
  }

  /** Lays text into a file that only this user can read, for as long as the question takes. */
  private static <T> T over(String text, Function<Path, T> question) {
    try {
      Path file = Files.createTempFile("coppice-", ".json");
      try {
        Files.writeString(file, text);
        return question.apply(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "tried to write a file for Compose but failed because: " + e.getMessage(), e);
    }
  }

  /** Compose doubles every {@code $} of its output, keys included: undone once, before parsing. */
  static Tree tree(String output, ComposeFiles files) {
    return treeAsGiven(output.replace("$$", "$"), files);
  }

  private static Tree treeAsGiven(String output, ComposeFiles files) {
    try {
      @Nullable Object value = JSON.readValue(output, Object.class);
      return new Tree(value);
    } catch (JsonProcessingException e) {
      throw ComposeException.input(
          "%s: docker compose config gave what is not JSON: %s"
              .formatted(files.named(), e.getOriginalMessage()),
          e);
    }
  }

  /**
   * The hash that {@link Stack#sha256} would be, were a file of the definition in another folder.
   *
   * @param here the folder that holds it, absolute
   * @param there the folder that held it elsewhere, absolute
   */
  public static String sha256Elsewhere(Compose compose, ComposeFiles files, Path here, Path there) {
    String canonical = compose.ask(files, files.folder(), "config", "--format", "json");
    return sha256(Relocated.between(here, there).tree(tree(canonical, files)));
  }

  static String sha256(Tree root) {
    try {
      byte[] digest =
          java.security.MessageDigest.getInstance("SHA-256")
              .digest(json(root.value()).getBytes(StandardCharsets.UTF_8));
      return java.util.HexFormat.of().formatHex(digest);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String json(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every file that a rebuild reads: Compose files, env files, files of configs and secrets. */
  public static List<Path> definitionFiles(Stack stack) {
    Set<Path> files = new LinkedHashSet<>(stack.files());
    files.addAll(stack.environmentFiles());
    for (SortedMap<String, FileSource> sources : List.of(stack.configs(), stack.secrets())) {
      sources.values().stream().map(FileSource::file).filter(Objects::nonNull).forEach(files::add);
    }
    return new ArrayList<>(files);
  }

  /**
   * What the services mount from the engine's host. One that has vanished would come back as an
   * empty folder, made by the engine without a word.
   */
  public static List<Path> bindSources(Stack stack) {
    return stack.services().values().stream()
        .flatMap(service -> service.mounts().stream())
        .filter(mount -> mount.type() == Service.Mount.Type.BIND)
        .map(Service.Mount::source)
        .filter(Objects::nonNull)
        .distinct()
        .map(Path::of)
        .toList();
  }
}
