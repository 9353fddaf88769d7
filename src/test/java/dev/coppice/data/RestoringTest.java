package dev.coppice.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.data.Restoring.Restore;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoringTest {

  private static final Step STEP =
      new Step("restore orders", Phase.REBUILD, Verb.RESTORE, "orders", "why", List.of(), Map.of());

  @TempDir private Path folder;
  private final FakeEngine engine = new FakeEngine();
  private final List<Command> run = new ArrayList<>();
  private CommandRunner.Result result = new CommandRunner.Result(0, "", "", false);
  private Path file;

  @BeforeEach
  void has_a_backup() throws IOException {
    file = folder.resolve("orders.dump");
    Files.writeString(file, "dump");
    engine.states.put("shop-db-1", "running");
  }

  @Test
  void gives_the_file_to_a_command_in_the_running_service() throws Exception {
    Restoring restoring = restoring(Restore.How.EXEC);
    restoring.perform(STEP);

    assertEquals(
        List.of("docker", "-H", FakeEngine.ENDPOINT, "exec", "-i", "shop-db-1", "pg_restore"),
        run.get(0).argv());
    assertEquals(file, run.get(0).input());
    assertEquals(Set.of("orders"), restoring.restored());
  }

  @Test
  void gives_the_file_to_a_one_off_container_and_removes_it() throws Exception {
    restoring(Restore.How.RUN).perform(STEP);

    assertEquals(
        List.of("docker", "-H", FakeEngine.ENDPOINT, "start", "-a", "-i", "id-of-db pg_restore"),
        run.get(0).argv());
    assertEquals(
        List.of(
            "restore orders: createContainer db pg_restore",
            "restore orders: removeContainer id-of-db pg_restore"),
        engine.calls);
  }

  @Test
  void a_command_that_fails_restored_nothing_and_its_last_words_are_told() {
    result = new CommandRunner.Result(1, "", "a\nb\nc\nd\ne\nf: role \u001b[31mmissing\n\n", false);
    Restoring restoring = restoring(Restore.How.RUN);

    IOException failure = assertThrows(IOException.class, () -> restoring.perform(STEP));

    assertEquals(
        "tried to restore orders from "
            + file
            + " but failed because: pg_restore in db exited 1: b | c | d | e | f: role"
            + " \uFFFD[31mmissing",
        failure.getMessage());
    assertEquals(Set.of(), restoring.restored());
    assertEquals(2, engine.calls.size(), "the one-off container is removed all the same");
  }

  @Test
  void a_file_that_changed_since_preflight_is_not_read() throws Exception {
    Restoring restoring = restoring(Restore.How.EXEC);
    Files.writeString(file, "dumb");

    IOException failure = assertThrows(IOException.class, () -> restoring.perform(STEP));

    assertTrue(failure.getMessage().endsWith("its SHA-256 is not the one that preflight saw"));
    assertEquals(List.of(), run);
  }

  @Test
  void never_restores_into_a_volume_that_another_made() throws Exception {
    volumes.add("shop_orders");
    engine.volumes.add("shop_orders");

    IOException failure =
        assertThrows(IOException.class, () -> restoring(Restore.How.EXEC).perform(STEP));

    assertTrue(failure.getMessage().contains("volume shop_orders is not the one"));
    assertEquals(List.of(), run);
    engine.volumeLabels.put("nonce", "n0nce");
    restoring(Restore.How.EXEC).perform(STEP);
    assertEquals(1, run.size());
  }

  @Test
  void says_that_nothing_runs_where_nothing_runs() {
    engine.states.clear();
    IOException failure =
        assertThrows(IOException.class, () -> restoring(Restore.How.EXEC).perform(STEP));
    assertTrue(failure.getMessage().endsWith("no container of db runs"));
  }

  private final List<String> volumes = new ArrayList<>();

  private Restoring restoring(Restore.How how) {
    try {
      return new Restoring(
          List.of(
              new Restore(
                  "orders",
                  file,
                  DurableFile.Content.of(file).sha256(),
                  how,
                  "db",
                  List.of("pg_restore"),
                  volumes)),
          "shop",
          engine,
          engine,
          command -> {
            run.add(command);
            return result;
          },
          (step, restore) ->
              engine
                  .step(step.id())
                  .createContainer(
                      restore.service() + " " + String.join(" ", restore.command()), Map.of()),
          Duration.ofSeconds(30),
          Map.of("nonce", "n0nce"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
