package dev.coppice.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.attest.KeyFile;
import dev.coppice.attest.SigningKey;
import dev.coppice.attest.Trust;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.RunRecord;
import dev.coppice.judge.Drills;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was left out of its scenario's chain is missed, whichever it is. */
class VerifyChainTest {

  private static final RunRecord.Tool TOOL = new RunRecord.Tool("1", "c");

  @TempDir Path folder;

  private final SigningKey key = SigningKey.fresh();
  private final List<Path> bundles = new ArrayList<>();
  private Trust trust = new Trust(java.util.Map.of());

  @BeforeEach
  void leave_a_run_of_every_verdict() throws IOException {
    KeyFile.write(key, folder.resolve("key"), null);
    trust = Trust.read(folder.resolve("key.pub"));
    int number = 1;
    for (Facts facts : Drills.all().values()) {
      String run = "r" + number++;
      bundles.add(HonestBundle.of(facts, folder.resolve("reports/s").resolve(run), key, run));
    }
  }

  private ChainVerification look(Path... folders) {
    List<ChainVerification> chains = new VerifyChain(TOOL, trust).look(List.of(folders));
    assertEquals(1, chains.size());
    return chains.get(0);
  }

  private void leaveOut(Path bundle) throws IOException {
    try (Stream<Path> all = Files.walk(bundle)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void is_whole_with_all_of_them_and_counts_the_one_that_was_stopped() {
    ChainVerification chain = look(folder.resolve("reports/s"));

    assertEquals(List.of(), chain.faults());
    assertEquals(List.of(), chain.refusals());
    assertEquals(4, chain.bundles().size());
    assertFalse(chain.isVerified(), "the newest was stopped before impact");
  }

  @Test
  void is_the_same_however_its_folders_are_named() {
    assertEquals(4, look(folder.resolve("reports")).bundles().size());
    assertEquals(4, look(bundles.toArray(Path[]::new)).bundles().size());
    assertEquals(
        4, look(bundles.get(0), folder.resolve("reports/s"), bundles.get(0)).bundles().size());
  }

  @Test
  void misses_any_run_but_the_newest_by_itself_and_that_one_by_its_head() throws IOException {
    String head = Hash.sha256(bundles.get(3).resolve(Bundle.MANIFEST));
    Path aside = folder.resolve("aside");
    for (Path bundle : bundles) {
      Files.move(bundle, aside);
      ChainVerification chain = look(folder.resolve("reports/s"));
      boolean newest = bundle.equals(bundles.get(3));
      assertEquals(newest, chain.faults().isEmpty(), bundle + ": " + chain.faults());
      assertEquals(
          newest ? List.of(head) : List.of(),
          VerifyChain.missing(List.of(head), List.of(folder.resolve("reports/s"))));
      Files.move(aside, bundle);
    }
  }

  @Test
  void takes_a_bundle_that_lies_there_twice_for_one() throws IOException {
    Path copy = folder.resolve("artifacts").resolve("r2");
    try (Stream<Path> all = Files.walk(bundles.get(1))) {
      for (Path path : all.toList()) {
        Path to = copy.resolve(bundles.get(1).relativize(path));
        Files.createDirectories(to.getParent());
        Files.copy(path, to);
      }
    }

    assertEquals(List.of(), look(folder.resolve("reports/s"), copy).faults());
  }

  @Test
  void sees_a_run_that_was_made_up_in_the_place_of_another() throws IOException {
    leaveOut(bundles.get(1));
    leaveOut(bundles.get(2));
    leaveOut(bundles.get(3));
    HonestBundle.of(
        Drills.all().get("verified"), folder.resolve("reports/s/r2"), SigningKey.fresh(), "r2");

    assertTrue(look(folder.resolve("reports/s")).refusals().toString().contains("not trusted"));
  }

  @Test
  void sees_a_run_that_was_killed_and_never_finished() throws IOException {
    Path killed =
        HonestBundle.of(Drills.all().get("verified"), folder.resolve("reports/s/r5"), key, "r5");
    for (String file :
        List.of(Bundle.MANIFEST, Bundle.ATTESTATION, Bundle.TEST_RESULT, Bundle.EVIDENCE)) {
      Files.delete(killed.resolve(file));
    }
    List<Fault> faults = look(folder.resolve("reports/s")).faults();
    assertEquals(1, faults.size(), faults::toString);
    assertTrue(faults.get(0).what().contains("never sealed"), faults::toString);

    // Hidden as well, it leaves a hole once another one was begun after it.
    HonestBundle.of(Drills.all().get("verified"), folder.resolve("reports/s/r6"), key, "r6");
    leaveOut(killed);
    assertTrue(
        look(folder.resolve("reports/s")).faults().toString().contains("number 5 is missing"));
  }

  @Test
  void tells_of_each_bundle_that_was_changed() throws IOException {
    Files.writeString(bundles.get(1).resolve("logs/shop-web-1.log"), "changed");

    ChainVerification chain = look(folder.resolve("reports/s"));
    assertTrue(chain.faults().toString().contains("r2/logs/shop-web-1.log"), chain::toString);
  }
}
