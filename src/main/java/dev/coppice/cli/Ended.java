package dev.coppice.cli;

import dev.coppice.drill.Ending;
import dev.coppice.drill.ExitCode;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Verdict;
import dev.coppice.plan.Obstacle;
import java.util.Locale;

/** The last words of a run, for the one who watched it. */
final class Ended {

  private Ended() {}

  static String inWords(Evidence evidence, Ending ending, boolean colour) {
    StringBuilder words = new StringBuilder("\n");
    if (ending.exitCode() == ExitCode.REFUSED) {
      words.append("Stopped before impact, everything is as it was:\n");
      for (Obstacle obstacle : ending.obstacles()) {
        words.append(Failures.inWords(obstacle)).append('\n');
      }
      return words.toString();
    }
    words.append(verdict(evidence.verdict(), colour)).append("  ");
    words.append(evidence.project()).append('@').append(evidence.engine().name()).append('\n');
    words.append("  RTA  ").append(rta(evidence)).append('\n');
    words.append("  RPA  ").append(rpa(evidence)).append('\n');
    for (Evidence.ObjectiveResult objective : evidence.objectives()) {
      words.append(
          "  %s: target %s, measured %s: %s%n"
              .formatted(
                  objective.name(),
                  seconds((double) objective.targetMs()),
                  objective.measuredMs() == null ? "nothing" : seconds(objective.measuredMs()),
                  objective.met() ? "met" : "missed"));
    }
    evidence.reasons().forEach(reason -> words.append("  - ").append(brief(reason)).append('\n'));
    for (var copy : evidence.rescueCopies()) {
      words.append("  rescue copy of ").append(copy.volume()).append(": ");
      words.append(copy.file()).append('\n');
    }
    if (evidence.sabotage() != null && !evidence.interrupted()) {
      words.append("The stack was sabotaged on purpose.\n");
    } else if (ending.exitCode() == ExitCode.UNFINISHED) {
      words.append("Users may be without the stack. Everything is left in place to look at.\n");
      words.append("Mend the cause, then go on with: coppice resume ");
      words.append(evidence.run()).append('\n');
    }
    return words.toString();
  }

  /** The first line of a reason, at most 300 characters: the report holds the rest. */
  private static String brief(String reason) {
    String first = reason.lines().findFirst().orElse("");
    return first.length() <= 300 ? first : first.substring(0, 299) + "…";
  }

  private static String verdict(Verdict verdict, boolean colour) {
    if (!colour) {
      return verdict.name();
    }
    String code =
        switch (verdict) {
          case VERIFIED -> "1;32";
          case NOT_VERIFIED -> "1;31";
          case INCONCLUSIVE -> "1;33";
        };
    return "\u001b[" + code + "m" + verdict.name() + "\u001b[0m";
  }

  private static String rta(Evidence evidence) {
    Evidence.Rta rta = evidence.rta();
    return rta == null
        ? "none: recovery was not confirmed"
        : "%s (to within %s)".formatted(seconds(rta.ms()), seconds(rta.uncertaintyMs()));
  }

  private static String rpa(Evidence evidence) {
    Evidence.Rpa rpa = evidence.rpa();
    return rpa == null
        ? "not measured"
        : "%d of %d acknowledged writes lost%s"
            .formatted(
                rpa.lostWrites(),
                rpa.acknowledged(),
                rpa.ms() == null ? "" : ", back to %s before impact".formatted(seconds(rpa.ms())));
  }

  static String seconds(double ms) {
    return ms < 1000
        ? String.format(Locale.ROOT, "%.0f ms", ms)
        : String.format(Locale.ROOT, "%.1f s", ms / 1000);
  }
}
