package dev.coppice.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.compose.Compose;
import dev.coppice.compose.ComposeFiles;
import dev.coppice.compose.ComposeStack;
import dev.coppice.compose.LockFile;
import dev.coppice.data.Restoring.Restore;
import dev.coppice.engine.ContainerWatch;
import dev.coppice.engine.DockerEngine;
import dev.coppice.lab.TestEngine;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.process.SystemCommands;
import dev.coppice.provision.Site;
import dev.coppice.stack.Labels;
import dev.coppice.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoringIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String DB = "restoring-it-db";
  private static final List<String> RESTORE = sh("wc -c > /data/size && cat /data/size");

  @TempDir private Path folder;
  private TestEngine lab;
  private DockerEngine engine;
  private Path file;

  @BeforeEach
  void raises_a_service() {
    lab = TestEngine.shared();
    lab.loadBusybox();
    engine = DockerEngine.connect(lab.endpoint(), value -> "hash");
    file = folder.resolve("orders.dump");
    lab.docker(
        "run",
        "-d",
        "--name",
        DB,
        "-l",
        Labels.PROJECT + "=restoring-it",
        "-l",
        Labels.SERVICE + "=db",
        "-l",
        Labels.NUMBER + "=1",
        "-v",
        "restoring-it:/data",
        TestEngine.BUSYBOX,
        "sleep",
        "600");
  }

  @AfterEach
  void leaves_nothing() {
    lab.docker("rm", "-f", DB);
    lab.docker("volume", "rm", "-f", "restoring-it");
    engine.close();
  }

  @Test
  void a_backup_of_several_megabytes_goes_out_and_comes_back() throws Exception {
    BackupManifest made =
        new Backups(engine, new SystemCommands())
            .make(
                "orders",
                file,
                "restoring-it",
                "db",
                sh("dd if=/dev/urandom bs=65536 count=64 2>/dev/null"),
                TIMEOUT);
    assertEquals(4 << 20, made.bytes());

    restoring(Restore.How.EXEC, RESTORE).perform(step());
    assertEquals("4194304", lab.docker("exec", DB, "cat", "/data/size"));

    lab.docker("exec", DB, "rm", "/data/size");
    restoring(Restore.How.RUN, RESTORE).perform(step());
    assertEquals("4194304", lab.docker("exec", DB, "cat", "/data/size"));
    assertEquals(
        "", lab.docker("ps", "-aq", "--filter", "name=restoring-it-one-off"), "it is removed");
  }

  @Test
  void a_restore_that_fails_says_so_wherever_it_runs() throws Exception {
    Files.writeString(file, "dump");
    for (Restore.How how : Restore.How.values()) {
      Restoring restoring = restoring(how, sh("cat >/dev/null; echo no role shop >&2; exit 7"));

      IOException failure = assertThrows(IOException.class, () -> restoring.perform(step()));

      assertTrue(
          failure.getMessage().endsWith("sh in db exited 7: no role shop"), failure.getMessage());
    }
  }

  @Test
  void a_one_off_container_has_what_the_service_has_and_replaces_one_that_was_left()
      throws Exception {
    Files.writeString(file, "dump");
    Path definition = folder.resolve("compose.yaml");
    Files.writeString(
        definition,
        """
        services:
          db:
            image: coppice/test-busybox:1
            command: sleep 600
            user: "70:71"
            environment: {WHO: shop}
            volumes: ["data:/data"]
        volumes:
          data: {name: restoring-it, external: true}
        """);
    lab.docker("exec", DB, "chown", "70:71", "/data");
    Compose compose = Compose.find(new SystemCommands(), lab.endpoint());
    ComposeFiles files =
        new ComposeFiles(List.of(definition), List.of(), List.of(), "restoring-it");
    Site site =
        new Site(
            ComposeStack.describe(compose, files, LockFile.EMPTY),
            engine,
            step -> engine,
            new SystemCommands(),
            new ContainerWatch(engine, Time.SYSTEM),
            Time.SYSTEM,
            Map.of(Labels.RUN, "r1", Labels.NONCE, "n0nce"),
            TIMEOUT);
    engine.createNetwork("restoring-it_default", Map.of());
    try {
      lab.docker(
          "create",
          "--name",
          "restoring-it-db-restore-orders",
          "-l",
          Labels.RUN + "=r1",
          "-l",
          Labels.NONCE + "=n0nce",
          TestEngine.BUSYBOX);
      Restore restore =
          new Restore(
              "orders",
              file,
              DurableFile.Content.of(file).sha256(),
              Restore.How.RUN,
              "db",
              sh("(cat; echo; id -u; echo $WHO) > /data/orders"));

      new Restoring(List.of(restore), site).perform(step());
    } finally {
      lab.docker("network", "rm", "restoring-it_default");
    }
    assertEquals("dump\n70\nshop", lab.docker("exec", DB, "cat", "/data/orders"));
    assertEquals("", lab.docker("ps", "-aq", "--filter", "name=restoring-it-db-restore"));
  }

  private Restoring restoring(Restore.How how, List<String> command) throws IOException {
    Restore restore =
        new Restore("orders", file, DurableFile.Content.of(file).sha256(), how, "db", command);
    return new Restoring(
        List.of(restore),
        "restoring-it",
        engine,
        step -> engine,
        new SystemCommands(),
        (step, one) ->
            engine.createContainer(
                "restoring-it-one-off",
                Map.of(
                    "Image",
                    TestEngine.BUSYBOX,
                    "Cmd",
                    one.command(),
                    "OpenStdin",
                    true,
                    "StdinOnce",
                    true,
                    "HostConfig",
                    Map.of("Binds", List.of("restoring-it:/data")))),
        TIMEOUT,
        Map.of());
  }

  private static Step step() {
    return new Step(
        "restore orders", Phase.REBUILD, Verb.RESTORE, "orders", "why", List.of(), Map.of());
  }

  private static List<String> sh(String script) {
    return List.of("sh", "-c", script);
  }
}
