package dev.coppice.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.plan.Obstacle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackupCheckTest {

  private static final Instant NOW = Instant.parse("2030-01-02T00:00:00Z");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void has_a_backup() throws IOException {
    file = folder.resolve("orders.dump");
    Files.writeString(file, "dump");
    manifest("orders", NOW.minus(Duration.ofHours(23)));
  }

  @Test
  void a_whole_and_young_backup_is_no_obstacle() {
    assertEquals(List.of(), obstacles());
  }

  @Test
  void names_the_backup_and_the_way_out() throws IOException {
    Files.delete(file);

    assertEquals(
        List.of(
            new Obstacle(
                "backup orders is missing: " + file, "make it again: coppice backup s.yaml")),
        new BackupCheck("orders", file, null, "coppice backup s.yaml").obstacles(NOW));
  }

  @Test
  void an_empty_one_is_none() throws IOException {
    Files.writeString(file, "");
    assertEquals(List.of("backup orders is empty: " + file), obstacles());
  }

  @Test
  void one_without_manifest_is_not_believed() throws IOException {
    Files.delete(BackupManifest.beside(file));
    assertEquals(
        List.of("backup orders has no manifest: " + BackupManifest.beside(file)), obstacles());
  }

  @Test
  void a_cut_one_and_a_changed_one_are_told_apart() throws IOException {
    Files.writeString(file, "dum");
    assertEquals(List.of("backup orders has 3 bytes, its manifest says 4"), obstacles());

    Files.writeString(file, "dumb");
    assertEquals(
        List.of("backup orders has changed since it was made: its SHA-256 is another"),
        obstacles());
  }

  @Test
  void that_of_another_is_not_taken() throws IOException {
    manifest("customers", NOW);
    assertEquals(List.of("backup orders is that of another, customers: " + file), obstacles());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          PT24H     | -
          PT24H1S   | backup orders is 24 h old, max-age allows 24 h
          PT50H     | backup orders is 50 h old, max-age allows 24 h
          PT0S      | -
          PT-4M     | -
          PT-6M     | backup orders was made in the future, says its manifest: 2030-01-02T00:06:00Z
          """)
  void its_age_is_within_bounds(Duration age, String what) throws IOException {
    manifest("orders", NOW.minus(age));
    assertEquals(what == null ? List.of() : List.of(what), obstacles());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "null", "{\"format\":\"coppice.backup/v2\"}"})
  void an_unreadable_manifest_is_an_obstacle_in_plain_words(String json) throws IOException {
    Files.writeString(BackupManifest.beside(file), json);

    String what = String.join("", obstacles());
    assertTrue(what.startsWith("backup orders has a manifest that cannot be read: "), what);
    assertTrue(what.matches(".*\\.manifest\\.json: (it is|its) .*"), what);
  }

  private List<String> obstacles() {
    return new BackupCheck("orders", file, Duration.ofHours(24), "")
        .obstacles(NOW).stream().map(Obstacle::what).toList();
  }

  private void manifest(String name, Instant madeAt) throws IOException {
    DurableFile.Content content = DurableFile.Content.of(file);
    new BackupManifest(BackupManifest.FORMAT, name, content.bytes(), content.sha256(), madeAt, null)
        .write(file);
  }
}
