package dev.coppice.verify;

import dev.coppice.attest.Attestation;
import dev.coppice.attest.PlanPredicate;
import dev.coppice.attest.RecoveryPredicate;
import dev.coppice.attest.TestResult;
import dev.coppice.attest.Trust;
import dev.coppice.attest.VerifyingKey;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The signed statements of a bundle: whose they are, and whether they are about this bundle. */
final class Signatures {

  private final Bundle bundle;
  private final Path folder;
  private final @Nullable Trust trust;
  private final List<Fault> faults = new ArrayList<>();
  private @Nullable Opening<PlanPredicate> plan;
  private @Nullable Opening<RecoveryPredicate> outcome;
  private @Nullable Opening<TestResult> result;

  /**
   * Opens what is there; whose keys are not trusted may have signed too.
   *
   * @param trust null where nobody is trusted
   */
  Signatures(Bundle bundle, @Nullable Trust trust) {
    this.bundle = bundle;
    this.folder = bundle.folder();
    this.trust = trust;
    plan =
        opened(
            Bundle.PLAN_ENVELOPE,
            PlanPredicate.TYPE,
            PlanPredicate.class,
            says -> VerifyingKey.read(says.publicKey()));
    outcome =
        opened(
            Bundle.ATTESTATION,
            RecoveryPredicate.TYPE,
            RecoveryPredicate.class,
            says -> VerifyingKey.read(says.publicKey()));
    VerifyingKey signer = outcome == null ? null : outcome.key();
    result = opened(Bundle.TEST_RESULT, TestResult.TYPE, TestResult.class, says -> signer);
    if ((result == null) != (outcome == null) && faults.isEmpty()) {
      faults.add(
          new Fault(
              result == null ? Bundle.TEST_RESULT : Bundle.ATTESTATION,
              "is not there, and what is signed together with it is"));
    }
  }

  private <T> @Nullable Opening<T> opened(
      String file,
      String type,
      Class<T> as,
      java.util.function.Function<T, @Nullable VerifyingKey> named) {
    if (!Files.exists(folder.resolve(file))) {
      return null;
    }
    try {
      return Opening.of(folder, file, type, as, trusted(), named);
    } catch (Opening.Refused refused) {
      faults.add(new Fault(file, String.valueOf(refused.getMessage())));
      return null;
    }
  }

  private Collection<VerifyingKey> trusted() {
    return trust == null ? Set.of() : trust.keys().keySet();
  }

  /** What cannot be where nothing was changed since it was signed. */
  List<Fault> faults() {
    return faults;
  }

  Signed signed() {
    return new Signed(plan == null ? null : plan.key(), outcome == null ? null : outcome.key());
  }

  @Nullable Opening<PlanPredicate> plan() {
    return plan;
  }

  /** Why whoever trusts these keys alone refuses the bundle; empty where nobody has to. */
  List<String> refusals() {
    List<String> refusals = new ArrayList<>();
    if (trust == null) {
      return refusals;
    }
    if (outcome == null) {
      refusals.add("it is UNSIGNED");
    } else {
      untrusted(outcome.keys())
          .forEach(
              key -> refusals.add("it is signed by key %s, which is not trusted".formatted(key)));
    }
    if (plan != null) {
      untrusted(plan.keys())
          .forEach(
              key ->
                  refusals.add(
                      "its plan is signed by key %s, which is not trusted".formatted(key)));
    }
    if (result != null) {
      untrusted(result.keys())
          .forEach(
              key ->
                  refusals.add(
                      "its test result is signed by key %s, which is not trusted".formatted(key)));
    }
    return refusals;
  }

  private List<VerifyingKey> untrusted(List<VerifyingKey> keys) {
    return keys.stream().filter(key -> !trusted().contains(key)).toList();
  }

  /** Whether what is signed of the end is about this manifest and this evidence. */
  List<Fault> ofOutcome(Manifest manifest, Evidence evidence) {
    List<Fault> found = new ArrayList<>();
    if (outcome == null || result == null) {
      return found;
    }
    RecoveryPredicate says = outcome.predicate();
    RecoveryPredicate should =
        RecoveryPredicate.of(
            manifest,
            evidence,
            hash(Bundle.PLAN_ENVELOPE),
            Objects.requireNonNull(hash(Bundle.TEST_RESULT)),
            says.signedAt(),
            says.publicKey());
    if (!says.equals(should)) {
      found.add(new Fault(Bundle.ATTESTATION, "says something else than the evidence"));
    }
    if (!result.predicate().saysTheSameAs(Attestation.testResult(folder, evidence))
        || !result.statement().subject().equals(Attestation.tested(bundle, evidence))) {
      found.add(new Fault(Bundle.TEST_RESULT, "says something else than the evidence"));
    }
    return found;
  }

  /** The same of the files themselves, before any of them is read as a record. */
  List<Fault> ofFiles() {
    List<Fault> found = new ArrayList<>();
    if (outcome != null) {
      for (String file : List.of(Bundle.MANIFEST, Bundle.EVIDENCE)) {
        if (!Objects.equals(outcome.statement().sha256(file), hash(file))) {
          found.add(new Fault(file, "is not the one that was signed"));
        }
      }
    }
    return found;
  }

  private @Nullable String hash(String file) {
    Path path = folder.resolve(file);
    try {
      return Files.exists(path) ? Hash.sha256(path) : null;
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read " + path, e);
    }
  }
}
