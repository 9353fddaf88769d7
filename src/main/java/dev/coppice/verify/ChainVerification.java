package dev.coppice.verify;

import dev.coppice.evidence.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of looking at all bundles of a scenario.
 *
 * @param bundles those that were sealed, in the order of their numbers
 * @param faults of the chain and of its bundles; none where it is whole
 * @param refusals why whoever trusts only these keys refuses it
 * @param head hash of the newest manifest; null where none was sealed
 */
public record ChainVerification(
    String scenario,
    List<Seen> bundles,
    List<Fault> faults,
    List<String> refusals,
    @Nullable String head) {

  public ChainVerification {
    bundles = List.copyOf(bundles);
    faults = List.copyOf(faults);
    refusals = List.copyOf(refusals);
  }

  /**
   * One of its bundles.
   *
   * @param verdict null where it is not valid, or refused
   */
  public record Seen(Path folder, String run, long sequence, @Nullable Verdict verdict) {}

  /** Whether the newest run is verified. */
  public boolean isVerified() {
    return !bundles.isEmpty() && bundles.get(bundles.size() - 1).verdict() == Verdict.VERIFIED;
  }
}
