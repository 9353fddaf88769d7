package dev.coppice.judge;

import dev.coppice.evidence.Sample;
import dev.coppice.plan.Plan.PlannedProbe;

/** Whether a probe shows the steady state: the same question before impact and at the end. */
final class Steadiness {

  private Steadiness() {}

  /**
   * Says what is doubtful about a probe's streak.
   *
   * @param when the time in words, such as {@code at the end of the baseline}
   * @param untilMs up to when it has to have been asked, milliseconds since the start of the run
   */
  static void look(
      PlannedProbe probe,
      Streak streak,
      long stableForMs,
      String when,
      double untilMs,
      Doubts doubts) {
    String name = "Probe \"" + probe.name() + "\" ";
    Sample failure = streak.lastFailure();
    if (streak.isUnasked()) {
      doubts.unclear(name + "was not asked " + when + ".");
    } else if (streak.samples().isEmpty()) {
      doubts.fails(name + "failed " + when + ": " + why(failure) + ".");
    } else if (streak.isConfirmed(stableForMs)) {
      double silent = untilMs - streak.last().sentMs();
      if (silent > streak.allowedGapMs()) {
        doubts.unclear(
            name + "was not asked in the last " + Wording.seconds(silent) + " " + when + ".");
      }
    } else if (streak.widestGapMs() > streak.allowedGapMs()) {
      doubts.unclear(
          name
              + "was not asked for "
              + Wording.seconds(streak.widestGapMs())
              + " "
              + when
              + ": a failure may have gone unseen.");
    } else {
      String passed =
          name
              + "passed for only "
              + Wording.seconds(streak.lengthMs())
              + " "
              + when
              + ", "
              + Wording.seconds(stableForMs)
              + " without a break are needed";
      if (failure == null) {
        doubts.unclear(passed + ".");
      } else {
        doubts.fails(passed + "; before that it failed: " + why(failure) + ".");
      }
    }
  }

  private static String why(@org.jspecify.annotations.Nullable Sample failure) {
    return failure == null || failure.why() == null ? "no reason was recorded" : failure.why();
  }
}
