package dev.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema that editors use says the same as the loader. */
class SchemaTest {

  private static final JsonNode SCHEMA = schema();

  private static final Schema VALIDATOR =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(SCHEMA);

  private static JsonNode schema() {
    try (InputStream in = ScenarioLoader.class.getResourceAsStream("scenario.schema.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void has_exactly_the_keys_that_are_read() {
    Set<String> read = new TreeSet<>();
    addKeys(Settings.class, "", read);
    Set<String> described = new TreeSet<>();
    addDescribed(SCHEMA, "", described);
    assertTrue(read.size() > 60, "only " + read);
    assertEquals(String.join("\n", read), String.join("\n", described));
  }

  @Test
  void documents_every_key() throws IOException {
    Set<String> described = new TreeSet<>();
    addDescribed(SCHEMA, "", described);
    String docs = Files.readString(Path.of("docs/scenario.md"));
    for (String path : described) {
      String key = path.substring(path.lastIndexOf('.') + 1);
      boolean isName = key.isEmpty() || key.endsWith("*") || key.endsWith("[]");
      assertTrue(
          isName || docs.contains("`" + key + "`"), "docs/scenario.md does not mention " + path);
    }
  }

  @Test
  void documents_the_default_of_every_key() {
    Map<String, String> fallbacks = new java.util.TreeMap<>();
    addFallbacks(SCHEMA, "", fallbacks);
    for (Component component : Component.of(Settings.class)) {
      String fallback = component.fallback();
      if (fallback != null && !fallback.equals("{}")) {
        assertEquals(fallback, fallbacks.get(component.key()), component.key());
      }
    }
    assertEquals("5m", fallbacks.get("recovery.timeout"));
    assertEquals("3s", fallbacks.get("steady-state.stable-for"));
    assertEquals("500ms", fallbacks.get("steady-state.probes[].every"));
    assertEquals("2s", fallbacks.get("steady-state.probes[].timeout"));
  }

  @ParameterizedTest
  @MethodSource
  void refuses_what_the_loader_refuses(BadScenarioTest.Case bad) {
    assertTrue(!VALIDATOR.validate(json(bad.text())).isEmpty(), bad.text());
  }

  static Stream<BadScenarioTest.Case> refuses_what_the_loader_refuses() {
    return Stream.of(
            BadScenarioTest.keys(),
            BadScenarioTest.types(),
            BadScenarioTest.later(),
            BadScenarioTest.latencies(),
            BadScenarioTest.gates(),
            BadScenarioTest.windows(),
            BadScenarioTest.combinations())
        .flatMap(cases -> cases)
        .filter(c -> SEEN_BY_THE_LOADER_ALONE.stream().noneMatch(c.problems().get(0)::contains));
  }

  /** What no schema can say: places, other files, and what one value means for another. */
  private static final List<String> SEEN_BY_THE_LOADER_ALONE =
      List.of(
          "twice",
          "beside `rebuild: compose`",
          "a key must be text",
          "merge keys",
          "tags are not read",
          "leads out",
          "compares nothing",
          "marked `survives`",
          "more often than",
          "longer than recovery's",
          "while their containers stand",
          "there is no backup",
          "may come back empty",
          "past `max-downtime`",
          "is never missed",
          "less than `least`",
          "time zone",
          "never open",
          "answers, which takes longer");

  @ParameterizedTest
  @MethodSource
  void accepts_what_the_loader_accepts(String text) {
    assertEquals(List.of(), VALIDATOR.validate(json(text)));
  }

  static Stream<String> accepts_what_the_loader_accepts() {
    String least = ScenarioFolder.LEAST;
    String tcp = "tcp: {host: 127.0.0.1, port: 8080}";
    return Stream.of(
        least,
        GoodScenarioTest.BOOKSHOP,
        least.replace("8080", "\"${env:PORT}\""),
        least.replace("lose: containers", "{lose: service, service: web, by: stop, replicas: 2}"),
        least.replace("compose: compose.yaml", "compose: [a.yaml, b.yaml]"),
        least + "      latency: {p50: 20ms, p95: 200ms, p99: 1s, max: 1500ms}\n",
        least.replace("  probes:", "  max-slowdown: 2.5\n  probes:"),
        least + "before: [[a, b]]\nafter: [[c]]\nhalt-if: {command: [a], timeout: 1s}\n",
        least + "window: {days: [sat, sun], from: 22:00, to: 04:00, zone: UTC}\n",
        least + "window: {to: 24:00}\nat-most-every: 7d\n",
        least + "gate: {verified: false, blind-spots: 0}\n",
        least
            + "gate: {max-age: 7d, within-objectives: true, same-definition: true,"
            + " no-slower: {last: 20, least: 8, tolerance: 0.25}}\n",
        least + "halt-if: {http: {url: \"http://h/\"}}\n",
        least + "engine: {endpoint: \"unix:///run/docker.sock\", name: box}\n",
        least.replace(tcp, "http: {url: \"http://h/\", header: {a: 1}, follow: true}"),
        least.replace(
            tcp, "exec: {service: a, command: [b], exit: 3, stdout: {at-least: 1.5, at-most: 2}}"));
  }

  private static JsonNode json(String text) {
    return json(YamlReader.read(text, new Problems(Path.of("s.yaml"))));
  }

  private static JsonNode json(Yaml tree) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (tree instanceof Yaml.Mapping) {
      ObjectNode object = nodes.objectNode();
      tree.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
      return object;
    }
    if (tree instanceof Yaml.Items) {
      return nodes.arrayNode().addAll(tree.items().stream().map(SchemaTest::json).toList());
    }
    Yaml.Scalar scalar = (Yaml.Scalar) tree;
    return scalar.isNothing()
        ? nodes.nullNode()
        : scalar.isTruth()
            ? nodes.booleanNode(Boolean.parseBoolean(scalar.value()))
            : scalar.isNumber() ? number(scalar.value()) : nodes.textNode(scalar.value());
  }

  private static JsonNode number(String text) {
    return text.matches("-?\\d+")
        ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
        : JsonNodeFactory.instance.numberNode(new BigDecimal(text));
  }

  private static void addKeys(Type type, String path, Set<String> keys) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      boolean isMap = generic.getRawType() == Map.class;
      addKeys(arguments[arguments.length - 1], path + (isMap ? ".*" : "[]"), keys);
      return;
    }
    keys.add(path);
    Class<?> plain = (Class<?>) type;
    Kinds kinds = ScenarioLoader.kinds().get(plain);
    if (kinds != null && kinds.key() != null) {
      keys.add(path + "." + kinds.key());
      kinds.classes().values().forEach(kind -> addKeys(kind, path, keys));
    } else if (plain.isRecord()) {
      for (Component component : Component.of(plain)) {
        Kinds keyed = component.type() instanceof Class<?> c ? ScenarioLoader.kinds().get(c) : null;
        if (keyed != null && keyed.key() == null) {
          keyed.classes().forEach((key, kind) -> addKeys(kind, below(path, key), keys));
        } else {
          if (component.isOneOrMany()) {
            keys.add(below(path, component.key()));
          }
          addKeys(component.type(), below(path, component.key()), keys);
        }
      }
    }
  }

  private static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private interface Visit {
    void at(String path, JsonNode schema);
  }

  private static void addDescribed(JsonNode schema, String path, Set<String> keys) {
    walk(
        schema,
        path,
        (at, node) -> {
          // A place that can hold a list or names only is not a value itself.
          boolean holder = node.has("items") || node.path("additionalProperties").isObject();
          if (!holder) {
            keys.add(at);
          }
        });
  }

  private static void addFallbacks(JsonNode schema, String path, Map<String, String> found) {
    walk(
        schema,
        path,
        (at, node) -> {
          if (node.has("default")) {
            found.put(at, node.get("default").asText());
          }
        });
  }

  private static void walk(JsonNode schema, String path, Visit visit) {
    if (schema.has("$ref")) {
      ObjectNode merged = SCHEMA.at(schema.get("$ref").asText().substring(1)).deepCopy();
      schema.properties().forEach(e -> merged.set(e.getKey(), e.getValue()));
      merged.remove("$ref");
      walk(merged, path, visit);
      return;
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      for (JsonNode branch : schema.path(choice)) {
        if (branch.has("type") || branch.has("properties") || branch.has("$ref")) {
          walk(branch, path, visit);
        }
      }
    }
    boolean onlyChoice = !schema.has("type") && !schema.has("enum") && !schema.has("properties");
    if (!onlyChoice || schema.has("default")) {
      visit.at(path, schema);
    }
    schema
        .path("properties")
        .properties()
        .forEach(e -> walk(e.getValue(), below(path, e.getKey()), visit));
    if (schema.has("items")) {
      walk(schema.get("items"), path + "[]", visit);
    }
    if (schema.path("additionalProperties").isObject()) {
      walk(schema.get("additionalProperties"), path + ".*", visit);
    }
  }
}
