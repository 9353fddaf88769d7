package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Hash;
import dev.coppice.verify.HonestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

  @TempDir Path folder;

  private Path reports;
  private Path bundle;
  private String run;

  @BeforeEach
  void an_honest_bundle() throws IOException {
    reports = folder.resolve("reports");
    bundle = HonestBundle.in(Files.createDirectories(reports.resolve("s").resolve("run")));
    run = Bundle.open(bundle).evidence().run();
  }

  private void review(String text) throws IOException {
    Files.writeString(bundle.resolve("review.yaml"), text);
  }

  @Test
  void shows_a_review_outside_of_the_bundle_which_stays_as_it_was_sealed() throws IOException {
    review("run: %s\napprover: Grace <script>\n".formatted(run));
    String manifest = Hash.sha256(bundle.resolve("manifest.json"));
    Path out = folder.resolve("with-review.html");

    Said said = Said.by("report", bundle, "--out", out);

    assertEquals(0, said.exit(), said.err());
    assertEquals("report: " + out + "\n", said.out());
    assertTrue(Files.readString(out).contains("Grace &lt;script&gt;"));
    assertTrue(!Files.readString(bundle.resolve("report.html")).contains("Grace"));
    assertEquals(manifest, Hash.sha256(bundle.resolve("manifest.json")));
    assertEquals(0, Said.by("verify", bundle).exit());
  }

  @Test
  void a_review_is_never_sealed_with_the_rest() throws IOException {
    review("run: %s\n".formatted(run));

    assertEquals(0, Said.by("report", bundle).exit());

    assertTrue(!Files.readString(bundle.resolve("manifest.json")).contains("review.yaml"));
    assertEquals(0, Said.by("verify", bundle).exit());
  }

  @Test
  void a_review_of_another_run_is_wrong_input() throws IOException {
    review("run: another\n");

    Said said = Said.by("report", bundle, "--out", folder.resolve("x.html"));

    assertEquals(2, said.exit());
    assertTrue(
        said.err().contains("review.yaml:1:6: this is the review of run another"), said.err());
  }

  @Test
  void the_page_with_a_review_does_not_go_into_the_bundle() throws IOException {
    Said said = Said.by("report", bundle, "--out", bundle.resolve("x.html"));

    assertEquals(2, said.exit());
    assertTrue(said.err().contains("lies in the bundle, which is sealed"), said.err());
  }

  @Test
  void only_a_file_of_its_own_is_a_review() throws IOException {
    Path other = Files.writeString(folder.resolve("other.yaml"), "run: " + run + "\n");
    Files.createSymbolicLink(bundle.resolve("review.yaml"), other);

    assertEquals(2, Said.by("verify", bundle).exit());
  }

  @Test
  void history_tells_what_is_still_open_and_a_review_that_is_wrong() throws IOException {
    review(
        "run: %s\ndeficiencies: [{what: by hand, owner: Ada}, {what: old, closed: 2026-01-02}]\n"
            .formatted(run));
    Said said = Said.by("history", "--reports", reports);
    assertTrue(
        said.out().contains("open deficiency: by hand (owner Ada, due NOT PROVIDED)"), said.out());
    assertTrue(!said.out().contains("deficiency: old"), said.out());

    review("run: %s\ndeficencies: []\n".formatted(run));
    said = Said.by("history", "--reports", reports);
    assertTrue(said.out().contains("its review is wrong"), said.out());
    assertTrue(said.out().contains("did you mean deficiencies?"), said.out());
  }
}
