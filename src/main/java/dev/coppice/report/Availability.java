package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.ProbeResult;
import java.util.List;

/** When each probe passed and failed, a strip a probe, on the axis of the services' timeline. */
final class Availability {

  private Availability() {}

  static Chart of(Evidence evidence, Moments moments) {
    Axis axis = moments.axis();
    return new Chart(
        "probes-chart",
        "Availability, probe by probe",
        Amount.count(evidence.probes().size(), "probe")
            + ": a thin line where it passed, a tall block where it failed.",
        axis.ticks(),
        moments.marks(axis),
        List.of(new Chart.Legend("pass", "passed"), new Chart.Legend("fail", "failed")),
        evidence.probes().stream().map(probe -> row(axis, probe)).toList());
  }

  private static Chart.Row row(Axis axis, ProbeResult probe) {
    List<Chart.Bar> bars =
        probe.spans().stream()
            .filter(span -> axis.shows(span.fromMs(), span.toMs()))
            .map(
                span ->
                    new Chart.Bar(
                        axis.x(span.fromMs()),
                        axis.width(span.fromMs(), span.toMs()),
                        span.passed() ? "pass" : "fail"))
            .toList();
    Double downtime = probe.downtimeMs();
    Double failed = probe.firstFailureMs();
    Double back = probe.firstSuccessMs();
    String end =
        downtime != null ? Amount.ms(downtime) : failed == null ? "never failed" : "not back";
    String says =
        probe.name()
            + (failed == null
                ? ": never failed after impact"
                : ": first failed at "
                    + Amount.after(failed)
                    + (back == null ? ", did not come back" : ", back at " + Amount.after(back)));
    return new Chart.Row(
        probe.name(), probe.survives() ? "must survive" : null, says, false, bars, end);
  }
}
