package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** The moments of a run that its charts share, and the axis that they lie on. */
final class Moments {

  /** How much of the time before impact the axis shows, as a share of the time after it. */
  private static final double BEFORE = 0.08;

  private final Evidence evidence;

  Moments(Evidence evidence) {
    this.evidence = evidence;
  }

  /** From a little before impact to the end of what happened after it. */
  Axis axis() {
    double end =
        DoubleStream.of(
                evidence.phases().stream().mapToDouble(p -> p.start() + p.ms()).max().orElse(0),
                evidence.steps().stream().mapToDouble(s -> s.startMs() + s.ms()).max().orElse(0),
                evidence.probes().stream()
                    .flatMap(p -> p.spans().stream())
                    .mapToDouble(Evidence.Span::toMs)
                    .max()
                    .orElse(0),
                recovered().orElse(0.0))
            .max()
            .orElse(0);
    double start =
        evidence.probes().stream()
            .flatMap(p -> p.spans().stream())
            .mapToDouble(Evidence.Span::fromMs)
            .min()
            .orElse(0);
    if (evidence.impactAt() == null) {
      return new Axis(Math.min(0, start), end);
    }
    return new Axis(Math.min(0, Math.max(start, -BEFORE * end)), end);
  }

  /** The loss was confirmed by observing again: the end of the destroy phase. */
  Optional<Double> lossConfirmed() {
    return phase("destroy").map(p -> p.start() + p.ms());
  }

  Optional<Double> rebuildBegan() {
    return phase("rebuild").map(Evidence.Phase::start);
  }

  Optional<Double> recovered() {
    return Optional.ofNullable(evidence.rta()).map(Evidence.Rta::ms);
  }

  /** The lines that run through every row. */
  List<Chart.Mark> marks(Axis axis) {
    List<Chart.Mark> marks = new ArrayList<>();
    if (evidence.impactAt() != null) {
      String label = evidence.command().equals("recover") ? "command" : "impact";
      marks.add(mark(axis, 0, "impact", label));
    }
    lossConfirmed().ifPresent(at -> marks.add(mark(axis, at, "gone", "loss confirmed")));
    recovered().ifPresent(at -> marks.add(mark(axis, at, "recovered", "recovered")));
    return marks;
  }

  private Optional<Evidence.Phase> phase(String name) {
    return evidence.phases().stream()
        .filter(p -> p.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  private static Chart.Mark mark(Axis axis, double at, String kind, String label) {
    double x = axis.x(at);
    return new Chart.Mark(x, kind, label, x > 60 ? "end" : "start");
  }
}
