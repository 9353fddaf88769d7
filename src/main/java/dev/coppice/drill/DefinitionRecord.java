package dev.coppice.drill;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.CanonicalDefinition;
import dev.coppice.evidence.CanonicalDefinition.Source;
import dev.coppice.evidence.Hash;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.FileSource;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a run was begun with, for its bundle: the scenario's file and the stack's definition. */
final class DefinitionRecord {

  private DefinitionRecord() {}

  /**
   * Writes both.
   *
   * @return what is wrong with the scenario's file, if anything is
   */
  static Optional<String> write(Scenario scenario, Stack stack, HashKey key, Bundle bundle) {
    bundle.write(Bundle.DEFINITION, of(stack, key));
    try {
      Path file = scenario.file();
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      byte[] bytes = Files.readAllBytes(file);
      if (!Hash.sha256(bytes).equals(scenario.sha256())) {
        return Optional.of("the scenario's file was changed after it was read");
      }
      bundle.writeText(Bundle.SCENARIO, new String(bytes, StandardCharsets.UTF_8));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the scenario's file could not be read again: " + e);
    }
  }

  static CanonicalDefinition of(Stack stack, HashKey key) {
    return new CanonicalDefinition(
        CanonicalDefinition.FORMAT,
        stack.project(),
        stack.folder().toString(),
        stack.files().stream().map(Path::toString).toList(),
        stack.profiles(),
        stack.composeVersion(),
        stack.sha256(),
        each(stack.services(), service -> service(service, key)),
        each(stack.networks(), network -> whole(network.definition())),
        each(stack.volumes(), volume -> whole(volume.definition())),
        each(stack.configs(), source -> source(source, key)),
        each(stack.secrets(), source -> source(source, key)));
  }

  private static <A, B> SortedMap<String, B> each(SortedMap<String, A> all, Function<A, B> as) {
    SortedMap<String, B> each = new TreeMap<>();
    all.forEach((name, one) -> each.put(name, as.apply(one)));
    return each;
  }

  private static Object whole(Tree tree) {
    Object value = tree.value();
    return value == null ? Map.of() : value;
  }

  private static Object service(Service service, HashKey key) {
    Map<String, @Nullable Object> keys = new LinkedHashMap<>();
    service.definition().map().forEach((name, tree) -> keys.put(name, tree.value()));
    keys.computeIfPresent("environment", (name, values) -> hashed(new Tree(values), key));
    Tree build = service.definition().at("build");
    if (build.at("args").isPresent()) {
      Map<String, @Nullable Object> parts = new LinkedHashMap<>();
      build.map().forEach((name, tree) -> parts.put(name, tree.value()));
      parts.put("args", hashed(build.at("args"), key));
      keys.put("build", parts);
    }
    return keys;
  }

  private static Map<String, @Nullable String> hashed(Tree values, HashKey key) {
    Map<String, @Nullable String> hashed = new TreeMap<>();
    values
        .map()
        .forEach(
            (name, value) -> {
              String text = value.text();
              hashed.put(name, text == null ? null : key.hash(text));
            });
    return hashed;
  }

  private static Source source(FileSource source, HashKey key) {
    Path file = source.file();
    String content = source.content();
    return new Source(
        file == null ? null : file.toString(),
        file != null || content == null ? null : key.hash(content),
        source.external());
  }
}
