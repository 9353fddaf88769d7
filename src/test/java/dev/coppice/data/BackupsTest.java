package dev.coppice.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsTest {

  private static final List<String> DUMP = List.of("pg_dump", "-U", "shop");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final FakeEngine engine = new FakeEngine();
  private Path file;

  @BeforeEach
  void standsAsAStack() {
    engine.states.put("shop-db-1", "exited");
    engine.states.put("shop-db-2", "running");
    file = folder.resolve("backups/orders.dump");
  }

  @Test
  void asks_the_first_running_container_and_keeps_what_it_writes() throws Exception {
    Instant before = Instant.now();
    BackupManifest manifest =
        make(
            command -> {
              assertEquals(
                  List.of(
                      "docker",
                      "-H",
                      FakeEngine.ENDPOINT,
                      "exec",
                      "shop-db-2",
                      "pg_dump",
                      "-U",
                      "shop"),
                  command.argv());
              assertEquals(file.getParent(), command.output().getParent());
              assertEquals(TIMEOUT, command.timeout());
              return writing(command, "dump", 0);
            });

    assertEquals("dump", Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(manifest, BackupManifest.of(file));
    assertEquals(4, manifest.bytes());
    assertEquals(DurableFile.Content.of(file).sha256(), manifest.sha256());
    assertFalse(manifest.madeAt().isBefore(before));
    assertEquals(
        new BackupManifest.Source("shop", "db", DUMP, "shop-db-2", "sha256:1", "hill"),
        manifest.source());
    assertEquals(List.of(), new BackupCheck("orders", file, TIMEOUT, "").obstacles(Instant.now()));
  }

  @Test
  void a_command_that_fails_leaves_the_older_backup_as_it_was() throws Exception {
    make(command -> writing(command, "old", 0));

    IOException failure =
        assertThrows(IOException.class, () -> make(command -> writing(command, "half", 1)));

    assertEquals(
        "tried to make the backup orders but failed because: pg_dump in db exited 1: no such"
            + " database",
        failure.getMessage());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(), new BackupCheck("orders", file, null, "").obstacles(Instant.now()));
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertEquals(2, left.count(), "only the backup and its manifest");
    }
  }

  @Test
  void a_command_that_exits_0_and_writes_nothing_has_made_no_backup() {
    IOException failure =
        assertThrows(IOException.class, () -> make(command -> writing(command, "", 0)));

    assertTrue(failure.getMessage().endsWith("pg_dump in db wrote nothing and exited 0"));
    assertFalse(Files.exists(file));
  }

  @Test
  void a_command_that_does_not_end_has_made_no_backup() {
    IOException failure =
        assertThrows(
            IOException.class, () -> make(command -> new CommandRunner.Result(-1, "", "", true)));

    assertTrue(failure.getMessage().endsWith("pg_dump in db did not end within 30 s"));
  }

  @Test
  void says_that_nothing_runs_where_nothing_runs() {
    engine.states.clear();

    IOException failure = assertThrows(IOException.class, () -> make(command -> null));

    assertEquals(
        "tried to make the backup orders but failed because: no container of db runs in project"
            + " shop; start the stack",
        failure.getMessage());
  }

  @Test
  void describes_a_backup_that_somebody_else_made() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "dump");

    BackupManifest manifest = Backups.describe("orders", file);

    assertEquals(null, manifest.source());
    assertEquals(manifest, BackupManifest.of(file));
    assertEquals(List.of(), new BackupCheck("orders", file, null, "").obstacles(Instant.now()));
  }

  private BackupManifest make(CommandRunner commands) throws IOException {
    return new Backups(engine, commands).make("orders", file, "shop", "db", DUMP, TIMEOUT);
  }

  private static CommandRunner.Result writing(Command command, String text, int exitCode) {
    try {
      Files.writeString(command.output(), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return new CommandRunner.Result(exitCode, "", "\nno such database\n", false);
  }
}
