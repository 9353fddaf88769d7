package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.compose.LockFile;
import dev.coppice.lab.TestEngine;
import dev.coppice.stack.Container;
import dev.coppice.stack.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildIT {

  private static final Native NATIVE = new Native();

  @TempDir private Path folder;
  private final TestEngine lab = TestEngine.shared();
  private Rebuilding rebuilding;

  @BeforeEach
  void with_an_image() {
    lab.loadBusybox();
  }

  @AfterEach
  void leaves_nothing() {
    rebuilding.compose("down", "-v", "--timeout", "0");
    rebuilding.close();
  }

  @Test
  void compose_raises_a_stack_over_volumes_that_carry_the_nonce() throws IOException {
    on(
        """
        services:
          web: {image: coppice/test-busybox:1, command: sleep 1000, init: true, volumes: ["data:/d"], deploy: {replicas: 2}}
          job: {image: coppice/test-busybox:1, command: "true"}
          last: {image: coppice/test-busybox:1, command: sleep 1000, init: true, depends_on: {job: {condition: service_completed_successfully}}}
        volumes: {data: {}}
        """,
        LockFile.EMPTY);
    ComposeUp compose = new ComposeUp();

    rebuilding.carryOut(
        compose, compose.steps(rebuilding.stack, rebuilding.everything(), java.util.List.of()));

    assertEquals(
        "n0nce", rebuilding.engine.volume("rebuild_data").orElseThrow().labels().get(Labels.NONCE));
    assertTrue(rebuilding.engine.container("rebuild-web-2").orElseThrow().isRunning());
    assertEquals("exited", rebuilding.engine.container("rebuild-job-1").orElseThrow().state());
  }

  @Test
  void compose_fails_in_its_own_words() throws IOException {
    on("services: {web: {image: 'nowhere.invalid/none:1'}}", LockFile.EMPTY);

    String message = failure(new ComposeUp());

    assertTrue(message.contains("tried to compose up everything but Compose said:"), message);
    assertTrue(message.contains("nowhere.invalid/none:1"), message);
  }

  @Test
  void says_what_the_health_command_and_the_container_said_last() throws IOException {
    on(
        """
        services:
          web:
            image: coppice/test-busybox:1
            command: [sh, -c, "echo about to sulk; sleep 1000"]
            init: true
            healthcheck: {test: "echo no disk; exit 3", interval: 200ms, retries: 2}
        """,
        LockFile.EMPTY);

    String message = failure(NATIVE);

    assertTrue(
        message.contains("waited for web-1 to become healthy but web-1 became unhealthy"), message);
    assertTrue(message.contains("its health command said: no disk (exit 3)"), message);
    assertTrue(message.contains("about to sulk"), message);
  }

  @Test
  void says_how_a_job_ended() throws IOException {
    on(
        """
        services:
          job: {image: coppice/test-busybox:1, command: [sh, -c, "echo table is missing; exit 4"]}
          web: {image: coppice/test-busybox:1, depends_on: {job: {condition: service_completed_successfully}}}
        """,
        LockFile.EMPTY);

    String message = failure(NATIVE);

    assertTrue(message.contains("waited for job-1 to end well but it exited with code 4"), message);
    assertTrue(message.contains("table is missing"), message);
  }

  @Test
  void does_not_take_a_strangers_volume_for_its_own() throws IOException {
    on(
        """
        services: {web: {image: coppice/test-busybox:1, volumes: ["data:/d"]}}
        volumes: {data: {}}
        """,
        LockFile.EMPTY);
    lab.docker("volume", "create", "rebuild_data");

    String message = failure(NATIVE);

    assertTrue(message.contains("volume rebuild_data"), message);
    assertTrue(message.contains("one that this run did not make is there already"), message);
  }

  @Test
  void pulls_by_digest_and_names_the_image_as_the_file_does() throws IOException {
    String digest = lab.push(TestEngine.BUSYBOX, "rebuild/web:1");
    String reference = lab.startRegistry() + "/rebuild/web:1";
    lab.docker("rmi", reference);
    on(
        "services: {web: {image: '" + reference + "', command: sleep 1000, init: true}}",
        new LockFile(new TreeMap<>(Map.of(reference, digest))));
    Missing all = rebuilding.everything();
    Missing withPull =
        new Missing(
            all.create(),
            all.start(),
            all.standing(),
            all.networks(),
            all.volumes(),
            Set.of("web"));

    rebuilding.carryOut(NATIVE, NATIVE.steps(rebuilding.stack, withPull, java.util.List.of()));

    Container web = rebuilding.engine.container("rebuild-web-1").orElseThrow();
    assertEquals(reference, web.image());
    assertTrue(
        rebuilding.engine.image(reference).orElseThrow().digests().stream()
            .anyMatch(known -> known.endsWith(digest)));
  }

  private void on(String definition, LockFile lock) throws IOException {
    Path file = folder.resolve("compose.yaml");
    Files.writeString(file, definition);
    rebuilding = new Rebuilding(lab.endpoint(), "rebuild", file, lock);
  }

  private String failure(Provision provision) {
    return assertThrows(
            CompletionException.class,
            () ->
                rebuilding.carryOut(
                    provision,
                    provision.steps(
                        rebuilding.stack, rebuilding.everything(), java.util.List.of())))
        .getMessage();
  }
}
