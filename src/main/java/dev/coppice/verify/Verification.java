package dev.coppice.verify;

import dev.coppice.evidence.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of looking at a bundle.
 *
 * @param faults none where the bundle is valid
 * @param refusals why whoever trusts only these keys refuses a valid bundle, one sentence each
 * @param signed who signed it
 * @param proven what was found to be so, one sentence each
 * @param unproven what a look at the bundle alone cannot tell, one sentence each
 * @param evidence null where there are faults or refusals: nothing that it says may be believed
 * @param head hash of the manifest, by which the next bundle of the scenario names this one
 */
public record Verification(
    List<Fault> faults,
    List<String> refusals,
    Signed signed,
    List<String> proven,
    List<String> unproven,
    @Nullable Evidence evidence,
    @Nullable String head) {

  public Verification {
    faults = List.copyOf(faults);
    refusals = List.copyOf(refusals);
    proven = List.copyOf(proven);
    unproven = List.copyOf(unproven);
  }

  static Verification faulty(List<Fault> faults) {
    return new Verification(faults, List.of(), Signed.BY_NOBODY, List.of(), List.of(), null, null);
  }

  /** What nobody who is trusted has signed is not looked at any further. */
  static Verification refused(List<String> refusals, Signed signed) {
    return new Verification(List.of(), refusals, signed, List.of(), List.of(), null, null);
  }

  public boolean isValid() {
    return faults.isEmpty() && refusals.isEmpty();
  }
}
