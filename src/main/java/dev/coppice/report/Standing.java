package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Condition;
import dev.coppice.evidence.Evidence.ObjectiveResult;
import dev.coppice.evidence.Evidence.ProbeResult;
import dev.coppice.evidence.Evidence.ServiceResult;
import dev.coppice.evidence.Outcome;

/**
 * How one condition, objective, probe or service stands. Where the judge found that a condition
 * holds for all probes or services, it holds for each; otherwise the records say whose fault it is.
 */
record Standing(Outcome outcome, String reason) {

  private static final int STEADY_BEFORE = 1;
  private static final int NEGATIVE_CONTROL = 2;
  private static final int ALL_STAND = 7;
  private static final int STEADY_AFTER = 8;

  static Standing of(Condition condition) {
    return new Standing(condition.outcome(), condition.reason());
  }

  static Standing of(ObjectiveResult objective) {
    Double measured = objective.measuredMs();
    String target = "target " + Amount.ms(objective.targetMs());
    if (measured == null) {
      return new Standing(
          objective.met() ? Outcome.TRUE : Outcome.UNKNOWN, "not measured, " + target);
    }
    return new Standing(
        objective.met() ? Outcome.TRUE : Outcome.FALSE, Amount.ms(measured) + ", " + target);
  }

  static Standing of(ProbeResult probe, Evidence evidence) {
    if (holds(evidence, STEADY_BEFORE)
        && holds(evidence, NEGATIVE_CONTROL)
        && holds(evidence, STEADY_AFTER)) {
      return passed("as the steady state asks");
    }
    if (!holds(evidence, STEADY_BEFORE) && probe.before().failed() > 0) {
      return failed("failed " + times(probe.before().failed()) + " before the disaster", probe);
    }
    if (evidence.impactAt() == null) {
      return unknown("the run ended before impact");
    }
    if (!holds(evidence, NEGATIVE_CONTROL)) {
      if (probe.survives() && probe.outage().failed() > 0) {
        return failed("must survive, and failed " + times(probe.outage().failed()), probe);
      }
      if (!probe.survives() && (probe.outage().failed() == 0 || probe.outage().passed() > 0)) {
        return unknown(
            "passed "
                + times(probe.outage().passed())
                + " and failed "
                + times(probe.outage().failed())
                + " while the stack was gone: its success proves nothing");
      }
    }
    if (!holds(evidence, STEADY_AFTER)
        && (probe.after().failed() > 0 || probe.after().passed() == 0)) {
      return failed("did not pass without a break after the rebuild", probe);
    }
    Evidence.Latency latency = probe.latency();
    if (latency != null && !latency.missed().isEmpty()) {
      return new Standing(Outcome.FALSE, latency.missed().get(0));
    }
    return passed("nothing was found against it");
  }

  static Standing of(ServiceResult service, Evidence evidence) {
    if (holds(evidence, ALL_STAND)) {
      return passed("stands");
    }
    if (evidence.impactAt() == null) {
      return unknown("the run ended before impact");
    }
    if (service.after().isEmpty() || service.after().size() < service.before().size()) {
      return new Standing(
          Outcome.FALSE,
          Amount.count(service.before().size(), "replica")
              + " before, "
              + service.after().size()
              + " after");
    }
    if (service.lost() && service.readyMs() == null) {
      return new Standing(
          Outcome.FALSE, service.oneShot() ? "did not end well" : "did not become ready");
    }
    return passed("nothing was found against it");
  }

  private static boolean holds(Evidence evidence, int id) {
    return evidence.conditions().stream()
        .anyMatch(
            c ->
                c.id() == id
                    && (c.outcome() == Outcome.TRUE || c.outcome() == Outcome.NOT_APPLICABLE));
  }

  private static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }

  private static Standing passed(String reason) {
    return new Standing(Outcome.TRUE, reason);
  }

  private static Standing unknown(String reason) {
    return new Standing(Outcome.UNKNOWN, reason);
  }

  private static Standing failed(String what, ProbeResult probe) {
    String last = probe.lastFailure();
    return new Standing(Outcome.FALSE, last == null ? what : what + ": " + last);
  }
}
