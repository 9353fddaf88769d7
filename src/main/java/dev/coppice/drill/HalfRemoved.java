package dev.coppice.drill;

import dev.coppice.evidence.RunRecord.Touched;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Plan;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Volume;
import java.util.List;
import java.util.function.Predicate;

/**
 * Volumes whose removal a run began and that stand for all that. An engine that is killed while it
 * removes one has taken some of its files away and still lists it (measured, 26.1): what is left is
 * no data that anybody could go on with, so the removal is brought to its end. So is each one that
 * an undo had planned, begun or not: what stands there may be half of what the run that is undone
 * had restored, and was to make room for the rescue copy. Pure.
 *
 * @param nonce of the run: what carries it was made since
 * @param isTouched whether the run made such a call, or was about to
 */
record HalfRemoved(Plan plan, String nonce, Predicate<Touched> isTouched) {

  /** How a call that removes a volume is named in the journal. */
  static final String REMOVAL = "remove volume";

  /** Names on the engine, sorted. */
  List<String> in(Inventory standing) {
    return standing.volumes().stream().filter(this::is).map(Volume::name).sorted().toList();
  }

  /** Whether this is one: by its labels still the one that was planned to be lost. */
  boolean is(Volume volume) {
    return (plan.undoes() != null || isTouched.test(new Touched(REMOVAL, volume.name())))
        && !nonce.equals(volume.labels().get(Labels.NONCE))
        && plan.losses(Loss.Kind.VOLUME)
            .anyMatch(
                loss -> loss.identity().equals(volume.name()) && Strays.isAlike(volume, loss));
  }
}
