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

  /** One number with its name and what to know about it. */
  public record Figure(String name, String value, String note, String tone) {}

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
    String target = rto.map(o -> "RTO " + Amount.ms(o.targetMs())).orElse("no RTO was set");
    Rta rta = evidence.rta();
    if (rta == null) {
      return evidence.impactAt() == null
          ? new Figure("Recovery time (RTA)", "nothing was lost", "ended before impact", "calm")
          : new Figure("Recovery time (RTA)", "not recovered", target, "bad");
    }
    String tone = rto.map(Summary::tone).orElse("calm");
    String met = rto.map(Summary::met).orElse("");
    if (evidence.interrupted()) {
      return new Figure(
          "Recovery time (RTA)",
          Amount.ms(Math.max(0, rta.ms() - rta.uncertaintyMs())) + " to " + Amount.ms(rta.ms()),
          target + met + "; an interval, because the run was interrupted",
          tone);
    }
    return new Figure(
        "Recovery time (RTA)",
        Amount.ms(rta.ms()),
        target + met + ", measured to within " + Amount.ms(rta.uncertaintyMs()),
        tone);
  }

  private static @Nullable Gauge gauge(@Nullable Rta rta, ObjectiveResult rto) {
    if (rta == null) {
      return null;
    }
    double allowed = (double) rto.targetMs();
    double scale = Math.max(allowed * 1.08, rta.ms());
    Axis axis = new Axis(0, scale);
    double target = axis.x(allowed);
    String says =
        Amount.ms(rta.ms()) + " taken of " + Amount.ms(rto.targetMs()) + " allowed by the RTO";
    return new Gauge(
        Math.min(axis.x(rta.ms()), target),
        Math.max(0, axis.width(allowed, rta.ms())),
        target,
        says);
  }

  private static Figure loss(Evidence evidence, Optional<ObjectiveResult> rpo) {
    Evidence.Rpa rpa = evidence.rpa();
    String target = rpo.map(o -> "RPO " + Amount.ms(o.targetMs())).orElse("no RPO was set");
    if (rpa == null) {
      return new Figure("Data loss (RPA)", "not measured", "no ledger ran; " + target, "calm");
    }
    String tone = rpo.map(Summary::tone).orElse("calm");
    String met = rpo.map(Summary::met).orElse("");
    return new Figure(
        "Data loss (RPA)",
        rpa.lostWrites() == 0 ? "no write lost" : Amount.count(rpa.lostWrites(), "write") + " lost",
        "back to " + Amount.ms(rpa.ms()) + " before impact; " + target + met,
        tone);
  }

  private static String tone(ObjectiveResult objective) {
    return objective.met() ? "good" : objective.measuredMs() == null ? "unsure" : "bad";
  }

  private static String met(ObjectiveResult objective) {
    return objective.met() ? " met" : objective.measuredMs() == null ? " not shown" : " not met";
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
    return new Figure("Conditions", held + " of " + applies + " hold", note, tone);
  }

  private static long count(Evidence evidence, Outcome outcome) {
    return evidence.conditions().stream().filter(c -> c.outcome() == outcome).count();
  }
}
