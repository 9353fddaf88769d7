package dev.coppice.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.attest.KeyFile;
import dev.coppice.attest.SigningKey;
import dev.coppice.attest.Trust;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.BundleException;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.RunRecord;
import dev.coppice.judge.Drills;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of forged bundles, made from honest ones of every verdict; none is accepted by whoever
 * trusts the key. {@code -Dcoppice.forgeries=SEED} makes others.
 */
class ForgeriesTest {

  private static final int AT_LEAST = 2_000;
  private static final int OF_EACH_KIND = 5;
  private static final RunRecord.Tool TOOL = new RunRecord.Tool("1", "c");
  private static final long SEED = Long.getLong("coppice.forgeries", 1);

  @TempDir Path reports;

  private final SigningKey key = SigningKey.fresh();
  private final Map<String, Scene> honest = new LinkedHashMap<>();
  private Trust trust = new Trust(Map.of());

  @BeforeEach
  void leave_honest_bundles() throws IOException {
    Path file = reports.resolve("signing");
    KeyFile.write(key, file, null);
    trust = Trust.read(KeyFile.publicHalf(file));
    Path other =
        HonestBundle.of(Drills.all().get("verified"), reports.resolve("s/other"), key, "r2");
    for (Map.Entry<String, Facts> drill : Drills.all().entrySet()) {
      Path folder = reports.resolve("s").resolve(drill.getKey());
      honest.put(
          drill.getKey(), new Scene(HonestBundle.of(drill.getValue(), folder, key, "r1"), other));
    }
  }

  /** Whether somebody who trusts the key takes it for valid, whatever its verdict. */
  private boolean isAccepted(Path folder) {
    try {
      return new Verify(folder, TOOL, trust).look().isValid();
    } catch (BundleException no) {
      return false;
    }
  }

  @Test
  void accepts_no_forged_bundle_and_every_honest_one() throws IOException {
    Map<String, Integer> made = new TreeMap<>();
    List<String> accepted = new ArrayList<>();
    for (Map.Entry<String, Scene> one : honest.entrySet()) {
      Scene scene = one.getValue();
      assertEquals(List.of(), new Verify(scene.folder, TOOL, trust).look().faults());
      assertTrue(isAccepted(scene.folder), one.getKey());
      for (Forgery forgery : Forgeries.all(key)) {
        made.putIfAbsent(forgery.name(), 0);
        for (int i = 0; i < OF_EACH_KIND; i++) {
          // Spread: the first numbers of neighbouring seeds are alike.
          long seed = (SEED * 1_000_003 + forgery.name().hashCode() + i) * 0x9E3779B97F4A7C15L;
          scene.random = new Random(seed);
          if (forgery.forging().forge(scene) && scene.isForged()) {
            made.merge(forgery.name(), 1, Integer::sum);
            if (isAccepted(scene.folder)) {
              accepted.add("%s: \"%s\", seed %d".formatted(one.getKey(), forgery, seed));
            }
          }
          scene.putRight();
        }
      }
      assertTrue(isAccepted(scene.folder), "what was put right is honest again: " + one.getKey());
    }
    int all = made.values().stream().mapToInt(Integer::intValue).sum();
    List<String> never = made.keySet().stream().filter(name -> made.get(name) == 0).toList();

    assertEquals(List.of(), accepted);
    assertEquals(List.of(), never, "these kinds could be done to no bundle");
    assertTrue(all >= AT_LEAST, "only " + all + " were made");
  }

  @Test
  void a_stranger_is_refused_and_not_called_a_liar() throws IOException {
    Scene scene = honest.get("verified");
    scene.sign(SigningKey.fresh());
    Verification verification = new Verify(scene.folder, TOOL, trust).look();

    assertEquals(List.of(), verification.faults());
    assertTrue(
        verification.refusals().toString().contains("is not trusted"),
        verification.refusals()::toString);
    Files.delete(scene.folder.resolve(Bundle.ATTESTATION));
    Files.delete(scene.folder.resolve(Bundle.TEST_RESULT));
    assertEquals(
        List.of("it is UNSIGNED"), new Verify(scene.folder, TOOL, trust).look().refusals());
  }
}
