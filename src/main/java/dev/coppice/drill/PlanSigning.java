package dev.coppice.drill;

import dev.coppice.attest.Attestation;
import dev.coppice.attest.PlanPredicate;
import dev.coppice.attest.Sealing;
import dev.coppice.attest.SigningKey;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Hash;
import java.time.Instant;

/** Signs what a run is going to do and by what it will be judged, before it does any of it. */
final class PlanSigning {

  private PlanSigning() {}

  /**
   * Signs the plan in a bundle.
   *
   * @param keep where the signed plan is kept too, for the run to be taken up again
   * @return hash of what was signed, for the journal
   */
  static String sign(Bundle bundle, RunFrame frame, SigningKey key, Instant at, Bundle keep) {
    PlanPredicate says =
        PlanPredicate.of(
            // As it was written: what is signed holds no secret either.
            bundle.plan(),
            frame.run(),
            frame.scenario(),
            frame.tool(),
            frame.definition(),
            frame.operator(),
            frame.sabotage(),
            Sealing.next(bundle.folder()),
            at,
            key.publicHalf());
    byte[] envelope = Attestation.signPlan(bundle, says, key);
    keep.writeBytes(Bundle.PLAN_ENVELOPE, envelope);
    return Hash.sha256(envelope);
  }
}
