package dev.coppice.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.stack.Service.Condition;
import dev.coppice.stack.Service.Dependency;
import dev.coppice.stack.Service.Mount;
import dev.coppice.stack.Service.Mount.Type;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeStackTest {

  private static final ComposeFiles FILES =
      new ComposeFiles(List.of(Path.of("/srv/traps/compose.yaml")), List.of(), List.of(), null);
  private static final String DIGEST = "sha256:" + "b".repeat(64);

  private final Recorded recorded = new Recorded();
  private final Stack stack =
      ComposeStack.describe(
          Compose.find(recorded, "unix:///e.sock"),
          FILES,
          LockFile.EMPTY.with(Map.of("shop/base:1", DIGEST)));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "command, echo $HOME; echo '$$'",
        "environment.LITERAL, a$b",
        "environment.SVC, from-$-file",
        "environment.Q, adotb",
        "labels.dollar, x$y"
      })
  void undoes_a_doubled_dollar_exactly_once(String path, String expected) {
    Tree at = stack.service("db").definition().at(path.split("\\."));
    List<String> texts = at.texts();
    assertEquals(expected, texts.get(texts.size() - 1));
  }

  @Test
  void keeps_a_variable_that_nobody_sets_as_one_without_a_value() {
    Map<String, Tree> environment = stack.service("db").definition().at("environment").map();
    assertTrue(environment.containsKey("INHERITED"));
    assertFalse(environment.get("INHERITED").isPresent());
  }

  @Test
  void leaves_out_services_of_inactive_profiles() {
    assertEquals(
        "built db job none sidecar three web", String.join(" ", stack.services().keySet()));
  }

  @ParameterizedTest
  @CsvSource({"web,2", "none,0", "three,3", "db,1"})
  void reads_replicas_from_scale_or_deploy(String service, int replicas) {
    assertEquals(replicas, stack.service(service).replicas());
  }

  @Test
  void names_what_it_builds_as_compose_does_and_leaves_it_unpinned() {
    assertEquals("traps-built", stack.service("built").image());
    assertNull(stack.service("built").digest());
  }

  @Test
  void pins_by_lock_or_by_the_file_itself() {
    assertEquals("shop/base@" + DIGEST, stack.service("web").pinned());
    assertEquals("shop/base@sha256:" + "a".repeat(64), stack.service("none").pinned());
  }

  @Test
  void reads_conditions_and_the_edges_that_compose_adds() {
    assertEquals(
        List.of(
            new Dependency("db", Condition.HEALTHY, true),
            new Dependency("job", Condition.COMPLETED, false)),
        stack.service("web").dependsOn());
    assertEquals(
        List.of(new Dependency("db", Condition.STARTED, true)),
        stack.service("sidecar").dependsOn());
  }

  @Test
  void reads_each_kind_of_mount() {
    assertEquals(
        List.of(
            new Mount(Type.VOLUME, "data", "/data", false),
            new Mount(Type.VOLUME, null, "/anonymous", false),
            new Mount(Type.BIND, "/srv/traps/conf", "/conf", true),
            new Mount(Type.BIND, "/srv/traps/must", "/must", false),
            new Mount(Type.TMPFS, null, "/scratch", false),
            new Mount(Type.TMPFS, null, "/run/x", false)),
        stack.service("db").mounts());
  }

  @Test
  void knows_what_is_external_and_what_things_are_called() {
    assertEquals("traps_back", stack.networks().get("back").name());
    assertEquals("traps_default", stack.networks().get("default").name());
    assertEquals("somewhere", stack.networks().get("outside").name());
    assertTrue(stack.networks().get("outside").external());
    assertEquals("traps_data", stack.volumes().get("data").name());
    assertTrue(stack.volumes().get("theirs").external());
    assertEquals(List.of("back", "default"), stack.service("web").networks());
    assertEquals(List.of(), stack.service("job").networks());
  }

  @Test
  void resolves_configs_and_secrets_whatever_they_are_made_of() {
    assertEquals("hello $x dot", stack.configs().get("inline").content());
    assertEquals(Path.of("/srv/traps/conf/a"), stack.configs().get("from-file").file());
    assertEquals("dot$x", stack.configs().get("from-environment").content());
    assertEquals("", stack.secrets().get("from-environment").content());
    assertNull(stack.secrets().get("nobody-sets").content());
  }

  @Test
  void asks_for_hashes_over_the_canonical_form_because_env_files_count() {
    List<String> asked =
        recorded.asked.stream().filter(a -> a.contains("--hash")).findFirst().orElseThrow();
    assertFalse(asked.contains("/srv/traps/compose.yaml"), asked.toString());
    assertEquals(
        "e0a77c6a5f85737f1fc78975f6c3e077b8b78314b8d2998ea832ea2df4ab499a",
        stack.service("db").configHash());
  }

  @Test
  void a_health_check_that_is_switched_off_is_none() {
    assertTrue(stack.service("db").hasHealthCheck());
    assertFalse(stack.service("none").hasHealthCheck());
    assertFalse(stack.service("web").hasHealthCheck());
  }

  @Test
  void asks_every_question_of_the_engine_of_this_run() {
    for (List<String> argv : recorded.asked) {
      assertEquals(List.of("docker", "-H", "unix:///e.sock", "compose"), argv.subList(0, 4));
    }
  }

  @Test
  void every_file_of_the_definition_is_needed() {
    assertEquals(
        "/srv/traps/compose.yaml /srv/traps/conf/a /srv/traps/secret",
        ComposeStack.definitionFiles(stack).stream()
            .map(Path::toString)
            .collect(Collectors.joining(" ")));
  }

  @Test
  void the_hash_of_a_stack_heeds_values_and_not_the_order_of_keys() {
    String one = sha256("{\"a\": 1, \"b\": {\"x\": \"s\", \"y\": null}}");
    assertEquals(one, sha256("{\"b\": {\"y\": null, \"x\": \"s\"}, \"a\": 1}"));
    assertNotEquals(one, sha256("{\"b\": {\"y\": null, \"x\": \"t\"}, \"a\": 1}"));
    assertEquals(64, stack.sha256().length());
  }

  private static String sha256(String json) {
    return ComposeStack.sha256(ComposeStack.tree(json, FILES));
  }
}
