package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import java.util.List;
import java.util.Locale;

/** Where the time of the whole run went, a bar a phase. */
final class PhaseChart {

  private PhaseChart() {}

  static Chart of(Evidence evidence) {
    List<Evidence.Phase> phases = evidence.phases();
    double from = phases.stream().mapToDouble(Evidence.Phase::start).min().orElse(0);
    double to = phases.stream().mapToDouble(p -> p.start() + p.ms()).max().orElse(0);
    Axis axis = new Axis(from, to);
    List<Chart.Mark> marks =
        new Moments(evidence)
            .marks(axis).stream().filter(mark -> !mark.kind().equals("gone")).toList();
    return new Chart(
        "phases-chart",
        "Phases of the run",
        Amount.count(phases.size(), "phase") + " in " + Amount.ms(to - from) + ".",
        axis.ticks(),
        marks,
        List.of(),
        phases.stream().map(phase -> row(axis, phase)).toList());
  }

  private static Chart.Row row(Axis axis, Evidence.Phase phase) {
    double end = phase.start() + phase.ms();
    String kind =
        switch (phase.name().toLowerCase(Locale.ROOT)) {
          case "destroy", "outage" -> "lost";
          case "rebuild", "restore" -> "grow";
          default -> "calm";
        };
    return new Chart.Row(
        phase.name(),
        null,
        phase.name()
            + ": began at "
            + Amount.after(phase.start())
            + ", took "
            + Amount.ms(phase.ms()),
        false,
        List.of(new Chart.Bar(axis.x(phase.start()), axis.width(phase.start(), end), kind)),
        Amount.ms(phase.ms()));
  }
}
