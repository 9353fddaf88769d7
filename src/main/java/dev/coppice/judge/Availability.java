package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.evidence.Sample;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan.PlannedProbe;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one probe went in the parts of a run that count.
 *
 * @param samples all of this probe, in the order sent
 * @param baseline before impact and before writers were held
 * @param outage while the stack was gone, whether or not the probe survives
 * @param afterImpact sent from impact on
 */
record Availability(
    PlannedProbe probe,
    List<Sample> samples,
    List<Sample> baseline,
    List<Sample> outage,
    List<Sample> afterImpact) {

  static Availability of(PlannedProbe probe, Facts facts) {
    Timeline timeline = new Timeline(facts.run());
    List<Sample> samples =
        facts.samples().stream()
            .filter(sample -> sample.probe().equals(probe.name()))
            .sorted(Comparator.comparingDouble(Sample::sentMs))
            .toList();
    return new Availability(
        probe,
        samples,
        within(timeline.baseline(), samples),
        within(timeline.outage(), samples),
        samples.stream().filter(s -> timeline.isAfterImpact(s.sentMs())).toList());
  }

  static List<Availability> all(Facts facts) {
    return facts.plan().probes().stream().map(probe -> of(probe, facts)).toList();
  }

  /** The streak at the end of the baseline. */
  Streak steadyBefore() {
    return Streak.of(probe, baseline);
  }

  /** The streak at the end of the run. */
  Streak steadyAfter() {
    return Streak.of(probe, afterImpact);
  }

  /** Whether the negative control holds: asked while the stack was gone, and never answered. */
  boolean failedWhileGone() {
    return !outage.isEmpty() && outage.stream().noneMatch(Sample::passed);
  }

  /**
   * Until when probes have to have been asked: as long as any of them was, and into the phase in
   * which they are looked at.
   */
  static double askedUntilMs(Facts facts) {
    double verify =
        new Timeline(facts.run())
            .phase(Phase.VERIFY)
            .map(phase -> phase.startSinceStartMs())
            .orElse(0.0);
    return facts.samples().stream().mapToDouble(Sample::sentMs).reduce(verify, Math::max);
  }

  private static List<Sample> within(@Nullable Window window, List<Sample> samples) {
    return window == null ? List.of() : samples.stream().filter(window::holds).toList();
  }
}
