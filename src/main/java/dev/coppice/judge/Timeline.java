package dev.coppice.judge;

import dev.coppice.evidence.RunRecord;
import dev.coppice.plan.Phase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When things were, by the run's own clock: milliseconds since its start. */
record Timeline(RunRecord run) {

  /** Milliseconds after impact; since the start of the run where there was no impact. */
  double afterImpact(double sinceStartMs) {
    Double impact = run.impactSinceStartMs();
    return impact == null ? sinceStartMs : sinceStartMs - impact;
  }

  boolean isAfterImpact(double sinceStartMs) {
    Double impact = run.impactSinceStartMs();
    return impact != null && sinceStartMs >= impact;
  }

  /**
   * From the start of the baseline to the rescue or to the impact, whatever came first: while
   * writers are held, a probe's answer says nothing. Null where there was no baseline.
   */
  @Nullable Window baseline() {
    Optional<RunRecord.PhaseTime> baseline = phase(Phase.BASELINE);
    if (baseline.isEmpty()) {
      return null;
    }
    double from = baseline.get().startSinceStartMs();
    Double impact = run.impactSinceStartMs();
    double rescue =
        phase(Phase.RESCUE)
            .map(RunRecord.PhaseTime::startSinceStartMs)
            .orElse(Double.POSITIVE_INFINITY);
    double to = Math.min(rescue, impact == null ? Double.POSITIVE_INFINITY : impact);
    return new Window(from, Double.isInfinite(to) ? from + baseline.get().ms() : to);
  }

  /** Between the confirmed loss and the first rebuilding call; null where either is not known. */
  @Nullable Window outage() {
    Double gone = run.goneSinceStartMs();
    Double rebuild = run.rebuildSinceStartMs();
    return gone == null || rebuild == null ? null : new Window(gone, rebuild);
  }

  /** Whether instants of this machine and of the engine, on the same clock, can be compared. */
  boolean wallHolds() {
    return run.clockJumps().isEmpty();
  }

  /** When the last rebuilding was over, milliseconds since the start of the run. */
  double rebuiltMs() {
    return run.phases().stream()
        .filter(time -> time.name().equals(Phase.REBUILD.word()))
        .mapToDouble(time -> time.startSinceStartMs() + time.ms())
        .max()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** The first time that the run was in this phase. */
  Optional<RunRecord.PhaseTime> phase(Phase phase) {
    return run.phases().stream().filter(time -> time.name().equals(phase.word())).findFirst();
  }
}
