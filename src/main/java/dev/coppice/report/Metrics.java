package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last run of a scenario in the text format that Prometheus reads, version 0.0.4. Without time
 * stamps: node_exporter's text files take none.
 */
public final class Metrics {

  private final StringBuilder text = new StringBuilder();
  private final String labels;

  private Metrics(String labels) {
    this.labels = labels;
  }

  /**
   * The samples of a run.
   *
   * @param lastVerified when the last verified drill began, this one among them; null for never
   */
  public static String of(Evidence evidence, @Nullable Instant lastVerified) {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("scenario", evidence.scenario().name());
    names.put("stack", evidence.project());
    names.put("engine", evidence.engine().name());
    names.put("command", evidence.command());
    StringBuilder labels = new StringBuilder("{");
    names.forEach(
        (name, value) ->
            labels
                .append(labels.length() == 1 ? "" : ",")
                .append(name)
                .append("=\"")
                .append(escaped(value))
                .append('"'));
    Metrics metrics = new Metrics(labels.append('}').toString());
    metrics.samples(evidence, lastVerified);
    return metrics.text.toString();
  }

  private void samples(Evidence evidence, @Nullable Instant lastVerified) {
    gauge(
        "coppice_last_run_start_timestamp_seconds",
        "When the last run began, seconds since 1970.",
        seconds(evidence.startedAt()));
    gauge(
        "coppice_last_run_verified",
        "Whether the last run is VERIFIED: 1 or 0.",
        evidence.verdict() == Verdict.VERIFIED ? BigDecimal.ONE : BigDecimal.ZERO);
    gauge(
        "coppice_last_verified_start_timestamp_seconds",
        "When the last verified drill began, seconds since 1970; 0 where there was none.",
        lastVerified == null ? BigDecimal.ZERO : seconds(lastVerified));
    Evidence.Rta rta = evidence.rta();
    if (rta != null) {
      gauge("coppice_last_run_rta_seconds", "Recovery time of the last run.", ms(rta.ms()));
      gauge(
          "coppice_last_run_rta_uncertainty_seconds",
          "The recovery was at most this much earlier.",
          ms(rta.uncertaintyMs()));
    }
    evidence.objectives().stream()
        .filter(objective -> objective.name().equals("rto"))
        .forEach(
            objective ->
                gauge(
                    "coppice_objective_rto_seconds",
                    "Recovery time objective of the last run.",
                    ms((double) objective.targetMs())));
    Evidence.Rpa rpa = evidence.rpa();
    if (rpa != null) {
      gauge(
          "coppice_last_run_lost_writes",
          "Acknowledged writes of the ledger that the last run lost.",
          BigDecimal.valueOf(rpa.lostWrites()));
    }
  }

  private void gauge(String name, String help, BigDecimal value) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" gauge\n");
    text.append(name).append(labels).append(' ').append(value.toPlainString()).append('\n');
  }

  private static BigDecimal seconds(Instant instant) {
    return BigDecimal.valueOf(instant.toEpochMilli(), 3);
  }

  private static BigDecimal ms(double ms) {
    return BigDecimal.valueOf(Math.round(ms), 3);
  }

  private static String escaped(String value) {
    return Plain.line(value).replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
