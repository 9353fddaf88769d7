package dev.coppice.cli;

import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import java.util.Locale;

/** What happens in a run, one line an event: when, what, how long it took. */
final class EventLine {

  private static final int STEP_WIDTH = 48;

  private EventLine() {}

  static String began(double atMs, Phase phase) {
    String means = meaning(phase);
    return line(atMs, means.isEmpty() ? phase.word() : phase.word() + ": " + means);
  }

  static String ended(double atMs, Phase phase, double ms) {
    return line(atMs, phase.word() + " took " + Ended.seconds(ms));
  }

  static String done(double atMs, Step step, double ms) {
    return line(atMs, "  %-" + STEP_WIDTH + "s %9s", ShortDigests.in(step.id()), Ended.seconds(ms));
  }

  static String failed(double atMs, Step step, String why) {
    return line(atMs, "  %s FAILED: %s", ShortDigests.in(step.id()), why);
  }

  static String note(double atMs, String text) {
    return line(atMs, "%s", text);
  }

  /** What a phase waits for, for those that have no steps to show. */
  static String meaning(Phase phase) {
    return switch (phase) {
      case BASELINE -> "every probe must pass";
      case RESCUE -> "copying what will be lost";
      case DESTROY -> "past the point of no return";
      case OUTAGE -> "every probe must fail that does not survive";
      case REBUILD -> "bringing the stack back";
      case VERIFY -> "every probe must pass again";
      default -> "";
    };
  }

  private static String line(double atMs, String text) {
    return String.format(Locale.ROOT, "%8.2f s  %s", atMs / 1000, text);
  }

  private static String line(double atMs, String format, Object... values) {
    return line(atMs, String.format(Locale.ROOT, format, values));
  }
}
