package dev.coppice.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {

  @TempDir Path folder;

  private Bundle bundle() {
    return Bundle.create(folder.resolve("run"), new Redaction(List.of("hunter22"), List.of()));
  }

  @Test
  void refuses_a_folder_that_is_no_bundle() {
    BundleException refused = assertThrows(BundleException.class, () -> Bundle.open(folder));

    assertEquals(
        folder + " is not a bundle: it holds neither evidence.json nor run.json",
        refused.getMessage());
  }

  @Test
  void refuses_evidence_that_is_cut() throws Exception {
    Bundle bundle = bundle();
    Files.writeString(bundle.folder().resolve(Bundle.EVIDENCE), "{\"format\":");

    BundleException refused =
        assertThrows(BundleException.class, () -> Bundle.open(bundle.folder()).evidence());
    assertTrue(refused.getMessage().contains("evidence.json"), refused.getMessage());
  }

  @Test
  void leaves_no_part_behind_and_no_secret_in_front() throws Exception {
    Bundle bundle = bundle();
    bundle.writeText("logs/a.log", "it said hunter22\n");
    bundle.write("x.json", Map.of("why", "hunter22"));

    assertEquals("it said [secret]\n", Files.readString(bundle.folder().resolve("logs/a.log")));
    assertFalse(Files.readString(bundle.folder().resolve("x.json")).contains("hunter22"));
    assertFalse(Files.exists(bundle.folder().resolve("x.json.part")));
  }

  @Test
  void keeps_the_old_file_where_the_new_one_cannot_be_written() throws Exception {
    Bundle bundle = bundle();
    bundle.write("x.json", Map.of("is", "old"));
    Files.createDirectory(bundle.folder().resolve("x.json.part"));

    assertThrows(UncheckedIOException.class, () -> bundle.write("x.json", Map.of("is", "new")));
    assertTrue(Files.readString(bundle.folder().resolve("x.json")).contains("old"));
  }

  @Test
  void writes_lines_though_the_thread_was_interrupted() throws Exception {
    Bundle bundle = bundle();
    try (Bundle.Lines lines = bundle.lines(Bundle.PROBES)) {
      Thread.currentThread().interrupt();
      lines.add(Map.of("probe", "one"));
      assertTrue(Thread.interrupted());
      lines.add(Map.of("probe", "two"));
    }

    assertEquals(2, Files.readAllLines(bundle.folder().resolve(Bundle.PROBES)).size());
  }

  @Test
  void takes_no_line_after_the_end() throws Exception {
    Bundle bundle = bundle();
    Bundle.Lines lines = bundle.lines(Bundle.PROBES);
    lines.close();
    lines.add(Map.of("probe", "late"));

    assertEquals("", Files.readString(bundle.folder().resolve(Bundle.PROBES)));
  }
}
