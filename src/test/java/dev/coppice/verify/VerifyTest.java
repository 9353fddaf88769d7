package dev.coppice.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.attest.Sealing;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.BundleException;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Manifest;
import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sealed and left alone is valid; what was changed is told by its file. */
class VerifyTest {

  @TempDir Path reports;

  private Path folder = Path.of("");

  @BeforeEach
  void leave_a_bundle() throws IOException {
    folder = HonestBundle.in(reports.resolve("with spaces").resolve("one"));
  }

  private Verification look() {
    return new Verify(folder, Bundle.open(folder).evidence().tool()).look();
  }

  private void refuses(String file, String what) {
    List<Fault> faults = look().faults();
    assertTrue(
        faults.stream().anyMatch(f -> f.file().equals(file) && f.what().contains(what)),
        faults::toString);
  }

  @Test
  void finds_an_honest_bundle_valid_and_its_verdict_the_same() {
    Verification verification = look();

    assertEquals(List.of(), verification.faults());
    Evidence evidence = verification.evidence();
    assertNotNull(evidence);
    assertEquals(Verdict.VERIFIED, evidence.verdict());
  }

  @Test
  void says_that_the_bundle_is_unsigned() {
    assertTrue(look().unproven().stream().anyMatch(line -> line.contains("UNSIGNED")));
  }

  @Test
  void sees_one_changed_byte() throws IOException {
    Path log = folder.resolve("logs/shop-web-1.log");
    Files.writeString(log, "Served\n");

    refuses("logs/shop-web-1.log", "was changed");
  }

  @Test
  void sees_a_file_that_is_missing_and_one_that_is_not_listed() throws IOException {
    Files.move(folder.resolve("logs/shop-web-1.log"), folder.resolve("logs/other.log"));

    refuses("logs/shop-web-1.log", "is listed and not there");
    refuses("logs/other.log", "is there and not listed");
  }

  @Test
  void follows_no_link() throws IOException {
    Path log = folder.resolve("logs/shop-web-1.log");
    Files.move(log, reports.resolve("elsewhere"));
    Files.createSymbolicLink(log, reports.resolve("elsewhere"));

    refuses("logs/shop-web-1.log", "is a link");
  }

  @Test
  void accepts_no_path_that_climbs() throws IOException {
    Path manifest = folder.resolve(Bundle.MANIFEST);
    Files.writeString(reports.resolve("x"), "x");
    Files.writeString(
        manifest,
        Files.readString(manifest).replace("\"logs/shop-web-1.log\"", "\"logs/../../../x\""));

    refuses(Bundle.MANIFEST, "leads out of the bundle");
  }

  @Test
  void takes_no_record_that_says_one_thing_twice() throws IOException {
    Path run = folder.resolve(Bundle.RUN);
    Files.writeString(run, Files.readString(run).replaceFirst("\\{", "{ \"nonce\" : \"another\","));
    HonestBundle.sealOnly(folder);

    refuses(Bundle.MANIFEST, "Duplicate field");
  }

  @Test
  void sees_a_better_verdict_though_all_hashes_were_made_anew() throws IOException {
    Path probes = folder.resolve(Bundle.PROBES);
    // The negative control is taken away, and the evidence keeps its verdict.
    Files.writeString(
        probes, Files.readString(probes).replace("\"passed\":false", "\"passed\":true"));
    HonestBundle.seal(folder);

    refuses(Bundle.EVIDENCE, "is not what the raw records amount to");
  }

  @Test
  void sees_a_page_that_shows_something_else() throws IOException {
    Path page = folder.resolve("report.html");
    Files.writeString(page, Files.readString(page).replace("VERIFIED", "NOT_VERIFIED"));
    HonestBundle.sealOnly(folder);

    refuses("report.html", "does not show what the evidence says");
  }

  @Test
  void does_not_render_again_what_another_version_rendered() {
    Verification verification = new Verify(folder, new RunRecord.Tool("99", "other")).look();

    assertTrue(verification.isValid());
    assertTrue(verification.unproven().stream().anyMatch(line -> line.contains("this is 99")));
  }

  @Test
  void sees_another_plan_than_the_run_was_begun_with() throws IOException {
    Path plan = folder.resolve(Bundle.PLAN);
    Files.writeString(plan, Files.readString(plan).replace("60000", "90000") + " ");
    HonestBundle.sealOnly(folder);

    refuses(Bundle.PLAN, "its hash");
  }

  @Test
  void sees_a_journal_without_its_end() throws IOException {
    Path journal = folder.resolve(Bundle.JOURNAL);
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(journal, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n");
    HonestBundle.sealOnly(folder);

    refuses(Bundle.JOURNAL, "does not tell how the run ended");
  }

  @Test
  void refuses_what_was_never_sealed_and_what_a_later_version_sealed() throws IOException {
    Path manifest = folder.resolve(Bundle.MANIFEST);
    Files.writeString(
        manifest, Files.readString(manifest).replace(Manifest.FORMAT, "coppice.manifest/v2"));

    BundleException later = assertThrows(BundleException.class, this::look);
    assertTrue(later.getMessage().contains("coppice.manifest/v2"), later::getMessage);
    Files.delete(manifest);
    assertThrows(BundleException.class, this::look);
  }

  @Test
  void chains_the_bundles_of_a_scenario_and_names_what_a_sealing_replaces() throws IOException {
    Path next = HonestBundle.in(folder.resolveSibling("two"));
    String first = Hash.sha256(folder.resolve(Bundle.MANIFEST));
    Manifest second = Bundle.open(next).manifest();

    assertEquals(2, second.sequence());
    assertEquals(first, second.previous());
    assertFalse(second.files().isEmpty());

    Bundle bundle = Bundle.open(folder);
    Manifest again = Sealing.seal(bundle, bundle.evidence());
    assertEquals(1, again.sequence());
    assertEquals(List.of(first), again.replaces());
    assertEquals(List.of(), look().faults());
  }

  @Test
  void lets_the_reports_be_rendered_again_and_nothing_else_be_sealed_anew() throws IOException {
    Files.writeString(folder.resolve("report.html"), "by another version");
    Verify.requireUnchanged(folder);

    Files.writeString(folder.resolve(Bundle.PROBES), "");
    BundleException refused =
        assertThrows(BundleException.class, () -> Verify.requireUnchanged(folder));
    assertTrue(refused.getMessage().contains(Bundle.PROBES), refused::getMessage);
  }
}
