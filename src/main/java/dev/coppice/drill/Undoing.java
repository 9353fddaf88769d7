package dev.coppice.drill;

import dev.coppice.evidence.RunRecord.RescueCopy;
import dev.coppice.journal.Entry;
import dev.coppice.plan.Phase;
import java.util.Map;

/**
 * An undo from its first copy on: what is in the volumes now is kept, the way is made free, and the
 * stack comes back with the data of the rescue copies.
 */
public final class Undoing {

  private final Run run;

  public Undoing(Run run) {
    this.run = run;
  }

  /** Carries the undo out. Before its first destructive call a refusal leaves all as it was. */
  public Ending carryOut() {
    try {
      run.phase(Phase.RESCUE, this::keepWhatIsThere);
      if (run.plan().steps(Phase.DESTROY).findAny().isPresent()) {
        run.phase(Phase.DESTROY, new Destruction(run)::carryOut);
      } else {
        nothingIsInTheWay();
      }
    } catch (InterruptedException | RuntimeException stop) {
      if (!new Drill(run).canGoOn(stop)) {
        return new Endings(run).stopped(stop);
      }
    }
    return new Recovery(run).carryOut();
  }

  private void keepWhatIsThere() throws InterruptedException {
    new Copying(run).carryOut();
    for (RescueCopy copy : run.rescue().copies()) {
      run.progress()
          .note("what is in volume %s now is kept: %s".formatted(copy.volume(), copy.file()));
    }
  }

  /** What comes next makes things, and is finished by a resumption like any other recovery. */
  private void nothingIsInTheWay() {
    run.journal().write(Entry.Kind.IMPACT, Map.of());
    run.recorder().impact();
  }
}
