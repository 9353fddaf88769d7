package dev.coppice.attest;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Manifest;
import dev.coppice.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs: the plan before impact, and what came of it when the bundle is sealed. */
public final class Attestation {

  /** What the plan was made of, as far as a bundle holds it. */
  private static final List<String> CONFIGURATION =
      List.of(Bundle.PLAN, Bundle.SCENARIO, Bundle.DEFINITION);

  private Attestation() {}

  /**
   * Signs a plan that lies in the bundle.
   *
   * @return the envelope's bytes, which are also in the bundle now
   */
  public static byte[] signPlan(Bundle bundle, PlanPredicate says, SigningKey key) {
    List<Resource> subject = resources(bundle.folder(), CONFIGURATION);
    byte[] envelope = Statement.of(PlanPredicate.TYPE, says, subject).signed(key).bytes();
    bundle.writeBytes(Bundle.PLAN_ENVELOPE, envelope);
    return envelope;
  }

  /**
   * Signs how the run of a sealed bundle was judged: one statement in Coppice's own words, and one
   * in in-toto's.
   *
   * @param url of the job that ran, null where it is not known
   */
  public static void sign(Bundle bundle, SigningKey key, Instant at, @Nullable String url) {
    Path folder = bundle.folder();
    Manifest manifest = bundle.manifest();
    Evidence evidence = bundle.evidence();
    byte[] result =
        Statement.of(
                TestResult.TYPE,
                TestResult.of(evidence, resources(folder, CONFIGURATION), url),
                tested(bundle, evidence))
            .signed(key)
            .bytes();
    RecoveryPredicate says =
        RecoveryPredicate.of(
            manifest,
            evidence,
            sha256(folder, Bundle.PLAN_ENVELOPE).orElse(null),
            Hash.sha256(result),
            at,
            key.publicHalf().base64());
    byte[] attestation =
        Statement.of(
                RecoveryPredicate.TYPE,
                says,
                resources(folder, List.of(Bundle.MANIFEST, Bundle.EVIDENCE)))
            .signed(key)
            .bytes();
    bundle.writeBytes(Bundle.TEST_RESULT, result);
    // Last: it names the other, and without it nothing is taken for signed.
    bundle.writeBytes(Bundle.ATTESTATION, attestation);
  }

  /** What the test result of a bundle is to say. */
  public static TestResult testResult(Path folder, Evidence evidence) {
    return TestResult.of(evidence, resources(folder, CONFIGURATION), null);
  }

  /** What was tested: the definition, its commit, and the images that were to come back. */
  public static List<Resource> tested(Bundle bundle, Evidence evidence) {
    Path folder = bundle.folder();
    List<Resource> tested = new ArrayList<>(resources(folder, List.of(Bundle.DEFINITION)));
    String commit = evidence.definition().commit();
    if (commit != null && !evidence.definition().dirty()) {
      tested.add(new Resource("definition", Map.of("gitCommit", commit)));
    }
    for (Plan.ImageSource image : bundle.plan().images()) {
      String digest = image.digest();
      if (digest != null && digest.matches("sha256:[0-9a-f]{64}")) {
        tested.add(Resource.sha256(image.reference(), digest.substring("sha256:".length())));
      }
    }
    if (tested.isEmpty()) {
      tested.addAll(resources(folder, List.of(Bundle.PLAN)));
    }
    return tested;
  }

  /** What the signed plan in a bundle says, whoever signed it; empty where there is none. */
  public static Optional<PlanPredicate> signedPlan(Path bundle) {
    Path file = bundle.resolve(Bundle.PLAN_ENVELOPE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Envelope.read(Files.readAllBytes(file))
              .statement()
              .predicate(PlanPredicate.TYPE, PlanPredicate.class));
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static List<Resource> resources(Path folder, List<String> files) {
    List<Resource> resources = new ArrayList<>();
    for (String file : files) {
      sha256(folder, file).ifPresent(hash -> resources.add(Resource.sha256(file, hash)));
    }
    return resources;
  }

  private static Optional<String> sha256(Path folder, String file) {
    Path path = folder.resolve(file);
    try {
      return Files.isRegularFile(path) ? Optional.of(Hash.sha256(path)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read " + path, e);
    }
  }
}
