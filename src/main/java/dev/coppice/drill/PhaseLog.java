package dev.coppice.drill;

import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.RunRecord.PhaseTime;
import dev.coppice.plan.Phase;
import dev.coppice.time.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Times the phases that come before a run has records of its own. */
public final class PhaseLog {

  private record Timed(Phase phase, long startNanos, long nanos) {}

  private final List<Timed> phases = new ArrayList<>();
  private final Time time;

  public PhaseLog(Time time) {
    this.time = time;
  }

  /** Carries out the work of a phase and remembers how long it took. */
  public <T> T time(Phase phase, Supplier<T> work) {
    long start = time.nanos();
    try {
      return work.get();
    } finally {
      phases.add(new Timed(phase, start, time.nanos() - start));
    }
  }

  public void time(Phase phase, Runnable work) {
    time(
        phase,
        () -> {
          work.run();
          return true;
        });
  }

  /** What was timed so far, on the clock of a run. */
  List<PhaseTime> on(RunClock clock) {
    return phases.stream()
        .map(
            timed ->
                new PhaseTime(
                    timed.phase().word(), clock.at(timed.startNanos()), timed.nanos() / 1e6))
        .toList();
  }
}
