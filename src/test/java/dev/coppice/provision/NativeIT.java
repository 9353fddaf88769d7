package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.compose.LockFile;
import dev.coppice.lab.TestEngine;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeIT {

  private static final String PROJECT = "coppice-broad";
  private static final Native NATIVE = new Native();

  @TempDir private Path folder;
  private TestEngine lab;
  private Rebuilding broad;

  @BeforeEach
  void on_an_engine_with_the_foreign_objects_of_the_stack() throws IOException {
    lab = TestEngine.shared();
    lab.loadBusybox();
    lab.docker("network", "create", "coppice-broad-neighbours");
    lab.docker("volume", "create", "coppice-broad-foreign");
    Path file = folder.resolve("compose.yaml");
    Files.writeString(file, resource("broad.yaml"));
    Files.writeString(folder.resolve("broad.env"), "FROM_FILE=yes\nSPACED=a b\n");
    broad = new Rebuilding(lab.endpoint(), PROJECT, file, LockFile.EMPTY);
  }

  @AfterEach
  void leaves_nothing() {
    broad.compose("down", "-v", "--timeout", "0");
    broad.close();
    lab.docker("network", "rm", "coppice-broad-neighbours");
    lab.docker("volume", "rm", "coppice-broad-foreign");
  }

  @Test
  void makes_what_compose_makes_field_by_field() {
    broad.compose("up", "-d");
    Map<String, SortedMap<String, String>> composed = described();
    broad.compose("down", "-v", "--timeout", "0");

    raise();

    Map<String, SortedMap<String, String>> raised = described();
    assertEquals(composed.keySet(), raised.keySet());
    assertAll(
        composed.keySet().stream()
            .map(
                name ->
                    () -> assertEquals(lines(composed.get(name)), lines(raised.get(name)), name)));
  }

  @Test
  void leaves_compose_nothing_to_do() {
    raise();
    List<String> before = identities();

    String said = broad.compose("up", "-d");

    assertFalse(said.contains("Recreate"), said);
    assertFalse(said.contains("Creating"), said);
    assertTrue(said.contains("Container coppice-broad-db-1  Running"), said);
    assertEquals(before, identities());
    assertTrue(broad.compose("ps", "--services").contains("side"));
    broad.compose("down", "-v", "--timeout", "0");
    Inventory after = broad.engine.inventory(PROJECT);
    assertEquals(List.of(), after.containers().stream().filter(this::isOurs).toList());
    assertTrue(after.volume("coppice-broad_data").isEmpty());
    assertTrue(after.networkNamed("coppice-broad_front").isEmpty());
  }

  @Test
  void puts_configs_and_secrets_in_place_before_the_start() {
    raise();

    assertEquals("inline $x", inApi("cat", "/etc/inline.conf"));
    assertEquals("440 5 6", inApi("stat", "-c", "%a %u %g", "/etc/inline.conf"));
    assertEquals("from the file", inApi("cat", "/variable"));
    assertEquals(System.getenv("PATH"), inApi("cat", "/run/secrets/tok"));
  }

  private String inApi(String... command) {
    return broad
        .engine
        .exec("coppice-broad-api-1", List.of(command), java.time.Duration.ofSeconds(10), 4096)
        .stdout()
        .strip();
  }

  private void raise() {
    assertEquals(List.of(), NATIVE.refusals(broad.stack, broad.engine.identity()));
    broad.carryOut(NATIVE, NATIVE.steps(broad.stack, broad.everything(), List.of()));
  }

  private List<String> identities() {
    return broad.engine.inventory(PROJECT).containers().stream()
        .filter(this::isOurs)
        .map(Container::id)
        .sorted()
        .toList();
  }

  private boolean isOurs(Container container) {
    return PROJECT.equals(container.project());
  }

  /** All objects of the project with their settings, without what is new in each making. */
  private Map<String, SortedMap<String, String>> described() {
    Inventory inventory = broad.engine.inventory(PROJECT);
    Map<String, String> names = new TreeMap<>();
    inventory.containers().forEach(c -> names.put(c.id(), c.name()));
    Map<String, SortedMap<String, String>> described = new TreeMap<>();
    for (Container container : inventory.containers()) {
      if (isOurs(container)) {
        SortedMap<String, String> lines = new TreeMap<>();
        container
            .settings()
            .forEach((key, value) -> lines.put(key, lasting(container, value, names)));
        lines.remove("Mounts./anonymous.Name");
        // Two containers that share spaces have each other's identity in their hash.
        if (container.service().equals("side")) {
          lines.remove("Config.Labels." + Labels.CONFIG_HASH);
        }
        String dependencies = "Config.Labels." + Labels.DEPENDS_ON;
        lines.computeIfPresent(dependencies, (key, value) -> sorted(value));
        described.put("container " + container.name(), lines);
      }
    }
    inventory.networks().stream()
        .filter(n -> PROJECT.equals(n.labels().get(Labels.PROJECT)))
        .forEach(n -> described.put("network " + n.name(), fixed(n)));
    inventory.volumes().stream()
        .filter(v -> PROJECT.equals(v.labels().get(Labels.PROJECT)))
        .forEach(v -> described.put("volume " + v.name(), with(v.options(), v.labels())));
    described.values().forEach(lines -> lines.keySet().removeIf(k -> k.contains("dev.coppice.")));
    return described;
  }

  /** A network without the addresses that the engine picked, where the definition gives none. */
  private static SortedMap<String, String> fixed(Network network) {
    SortedMap<String, String> lines = with(network.settings(), network.labels());
    if (!network.name().endsWith("_front")) {
      lines.remove("IPAM.Config");
    }
    return lines;
  }

  private static String lasting(Container self, String value, Map<String, String> names) {
    String text = value.replace(self.shortId(), "SELF");
    for (Map.Entry<String, String> other : names.entrySet()) {
      text = text.replace(other.getKey(), other.getValue());
    }
    return text;
  }

  // Compose lists them as its maps happen to be ordered.
  private static String sorted(String dependencies) {
    return String.join(",", java.util.Arrays.stream(dependencies.split(",")).sorted().toList());
  }

  private static SortedMap<String, String> with(
      SortedMap<String, String> settings, SortedMap<String, String> labels) {
    SortedMap<String, String> lines = new TreeMap<>(settings);
    labels.forEach((key, value) -> lines.put("Labels." + key, value));
    return lines;
  }

  private static String lines(SortedMap<String, String> settings) {
    StringBuilder lines = new StringBuilder();
    settings.forEach((key, value) -> lines.append(key).append(" = ").append(value).append('\n'));
    return lines.toString();
  }

  private static String resource(String name) throws IOException {
    try (var in = NativeIT.class.getResourceAsStream("/provision/" + name)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
