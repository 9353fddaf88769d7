package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.compose.LockFile;
import dev.coppice.lab.TestEngine;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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
    Map<String, SortedMap<String, String>> composed = Described.of(broad);
    broad.compose("down", "-v", "--timeout", "0");

    raise();

    Map<String, SortedMap<String, String>> raised = Described.of(broad);
    assertEquals(composed.keySet(), raised.keySet());
    assertAll(
        composed.keySet().stream()
            .map(
                name ->
                    () ->
                        assertEquals(
                            Described.lines(composed.get(name)),
                            Described.lines(raised.get(name)),
                            name)));
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

  private static String resource(String name) throws IOException {
    try (var in = NativeIT.class.getResourceAsStream("/provision/" + name)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
