package dev.coppice.judge;

import dev.coppice.evidence.Evidence.Rta;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.Sample;
import dev.coppice.plan.Plan.ExpectedService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The recovery time actual: impact to the first success of the confirmed streak. */
final class RecoveryTime {

  private RecoveryTime() {}

  /** Null where no recovery is confirmed: there is no time to something that was not seen. */
  static @Nullable Rta of(Facts facts) {
    if (facts.run().impactSinceStartMs() == null || facts.plan().probes().isEmpty()) {
      return null;
    }
    List<Availability> all = Availability.all(facts);
    long stableForMs = facts.plan().stableForMs();
    if (!all.stream().allMatch(a -> a.steadyAfter().isConfirmed(stableForMs))) {
      return null;
    }
    List<Availability> felt = all.stream().filter(a -> !a.probe().survives()).toList();
    return felt.isEmpty() ? lastReplicaReady(facts) : lastProbeBack(facts, felt);
  }

  private static @Nullable Rta lastProbeBack(Facts facts, List<Availability> probes) {
    Rta slowest = null;
    for (Availability availability : probes) {
      Rta rta = back(new Timeline(facts.run()), availability.steadyAfter());
      if (slowest == null || rta.ms() > slowest.ms()) {
        slowest = rta;
      }
    }
    return slowest;
  }

  /**
   * Recovery was after the last question that failed was sent, and before the first that passed was
   * answered. What that failing question was late for its tick is counted as uncertain too.
   */
  private static Rta back(Timeline timeline, Streak streak) {
    double ms = timeline.afterImpact(streak.first().endedMs());
    Sample failure = streak.lastFailure();
    double surelyDownMs =
        failure == null ? 0 : timeline.afterImpact(failure.sentMs()) - failure.lateMs();
    return new Rta(ms, ms - Math.max(0, surelyDownMs));
  }

  /** Where all probes survive, the engine's events say when the last lost replica was ready. */
  private static @Nullable Rta lastReplicaReady(Facts facts) {
    double last = -1;
    for (ExpectedService service : facts.plan().services()) {
      if (service.lost()) {
        Double ready = ServiceTimes.of(service, facts).readyMs();
        if (ready == null) {
          return null;
        }
        last = Math.max(last, ready);
      }
    }
    return last < 0 ? null : new Rta(last, 0);
  }
}
