package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.ObjectiveResult;
import dev.coppice.evidence.Evidence.Rta;
import dev.coppice.evidence.Outcome;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reader must see in five seconds.
 *
 * @param tone good, bad or unsure
 * @param why one sentence
 */
public record Summary(
    String verdict,
    String tone,
    String why,
    Figure recovery,
    @Nullable Gauge gauge,
    Figure loss,
    Figure conditions) {

  /** One number with its name, its target and what to know about it. */
  public record Figure(
      String name, String value, @Nullable String against, String note, String tone) {}

  /**
   * Recovery time against its target, in percent of the width.
   *
   * @param within of the time taken, what lies within the target
   * @param over of the time taken, what lies beyond it
   * @param target where the target lies
   */
  public record Gauge(double within, double over, double target, String says) {}

  static Summary of(Evidence evidence) {
    String tone =
        switch (evidence.verdict()) {
          case VERIFIED -> "good";
          case NOT_VERIFIED -> "bad";
          case INCONCLUSIVE -> "unsure";
        };
    Optional<ObjectiveResult> rto = objective(evidence, "rto");
    return new Summary(
        evidence.verdict().name().replace('_', ' '),
        tone,
        why(evidence),
        recovery(evidence, rto),
        rto.map(target -> gauge(evidence.rta(), target)).orElse(null),
        loss(evidence, objective(evidence, "rpo")),
        conditions(evidence));
  }

  private static Optional<ObjectiveResult> objective(Evidence evidence, String name) {
    return evidence.objectives().stream()
        .filter(objective -> objective.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  private static String why(Evidence evidence) {
    if (!evidence.reasons().isEmpty()) {
      return evidence.reasons().get(0);
    }
    return switch (evidence.verdict()) {
      case VERIFIED ->
          evidence.command().equals("recover")
              ? "The stack stands again, and every condition that applies holds."
              : "The stack was gone, it grew back, and every condition that applies holds.";
      case NOT_VERIFIED -> "A condition does not hold; the table below says which.";
      case INCONCLUSIVE -> "A condition is not known; the table below says which.";
    };
  }

  private static Figure recovery(Evidence evidence, Optional<ObjectiveResult> rto) {
    String name = "Recovery time (RTA)";
    String against = rto.map(o -> "RTO " + Amount.ms(o.targetMs())).orElse(null);
    Rta rta = evidence.rta();
    if (rta == null) {
      return evidence.impactAt() == null
          ? new Figure(name, "nothing was lost", null, "The run ended before impact.", "calm")
          : new Figure(name, "not recovered", against, met(rto, "RTO") + ".", "bad");
    }
    if (evidence.interrupted()) {
      String from = Amount.ms(Math.max(0, rta.ms() - rta.uncertaintyMs()));
      return new Figure(
          name,
          from + " to " + Amount.ms(rta.ms()),
          against,
          met(rto, "RTO") + "; an interval, because the run was interrupted.",
          tone(rto));
    }
    return new Figure(
        name,
        Amount.ms(rta.ms()),
        against,
        met(rto, "RTO") + ", measured to within " + Amount.ms(rta.uncertaintyMs()) + ".",
        tone(rto));
  }

  private static @Nullable Gauge gauge(@Nullable Rta rta, ObjectiveResult rto) {
    return rta == null ? null : gauge(rta.ms(), rto.targetMs());
  }

  static Gauge gauge(double rtaMs, long rtoMs) {
    double allowed = (double) rtoMs;
    double scale = Math.max(allowed * 1.08, rtaMs);
    Axis axis = new Axis(0, scale);
    double target = axis.x(allowed);
    String says = Amount.ms(rtaMs) + " taken of " + Amount.ms(rtoMs) + " allowed by the RTO";
    return new Gauge(
        Math.min(axis.x(rtaMs), target), Math.max(0, axis.width(allowed, rtaMs)), target, says);
  }

  private static Figure loss(Evidence evidence, Optional<ObjectiveResult> rpo) {
    String name = "Data loss (RPA)";
    String against = rpo.map(o -> "RPO " + Amount.ms(o.targetMs())).orElse(null);
    Evidence.Rpa rpa = evidence.rpa();
    if (rpa == null) {
      return new Figure(
          name, "not measured", against, "No ledger ran, or it was not read whole.", "calm");
    }
    int lost = rpa.lostWrites();
    String tone = tone(rpo).equals("good") && lost > 0 ? "calm" : tone(rpo);
    return new Figure(
        name,
        lost == 0 ? "no write lost" : Amount.count(lost, "write") + " lost",
        against,
        met(rpo, "RPO") + "; " + backTo(rpa),
        tone);
  }

  private static String backTo(Evidence.Rpa rpa) {
    String of = " of " + Amount.count(rpa.acknowledged(), "acknowledged write");
    Double ms = rpa.ms();
    return ms == null
        ? rpa.lostWrites() + of + ", none survived."
        : "back to " + Amount.ms(ms) + " before impact," + of + ".";
  }

  private static String tone(Optional<ObjectiveResult> objective) {
    return objective
        .map(o -> o.met() ? "good" : o.measuredMs() == null ? "unsure" : "bad")
        .orElse("calm");
  }

  private static String met(Optional<ObjectiveResult> objective, String name) {
    return objective
        .map(
            o ->
                name
                    + (o.met()
                        ? " met"
                        : o.measuredMs() == null ? " not shown to be met" : " not met"))
        .orElse("No " + name + " was set");
  }

  private static Figure conditions(Evidence evidence) {
    long held = count(evidence, Outcome.TRUE);
    long failed = count(evidence, Outcome.FALSE);
    long unknown = count(evidence, Outcome.UNKNOWN);
    long applies = evidence.conditions().size() - count(evidence, Outcome.NOT_APPLICABLE);
    String note =
        failed
            + " false, "
            + unknown
            + " unknown, "
            + count(evidence, Outcome.NOT_APPLICABLE)
            + " not applicable";
    String tone = failed > 0 ? "bad" : unknown > 0 ? "unsure" : "good";
    return new Figure("Conditions", held + " of " + applies + " hold", null, note, tone);
  }

  private static long count(Evidence evidence, Outcome outcome) {
    return evidence.conditions().stream().filter(c -> c.outcome() == outcome).count();
  }
}
