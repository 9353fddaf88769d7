package dev.coppice.cli;

import dev.coppice.drill.ExitCode;
import dev.coppice.evidence.Evidence.Condition;
import dev.coppice.evidence.SelftestSummary;
import dev.coppice.evidence.SelftestSummary.Fate;
import dev.coppice.evidence.SelftestSummary.Tried;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of a selftest, for the one who watched it. Pure. */
final class SelftestWords {

  private static final int WIDEST_REASON = 110;

  private SelftestWords() {}

  static String of(SelftestSummary summary) {
    StringBuilder words = new StringBuilder("\n");
    SelftestSummary.Drill first = summary.first();
    words.append("selftest of %s@%s: ".formatted(summary.project(), summary.engine()));
    if (summary.mutations().isEmpty()) {
      words.append(
          "%s, and nothing was sabotaged%n"
              .formatted(
                  first.exit() == ExitCode.REFUSED
                      ? "the honest drill was stopped before impact"
                      : "the honest drill is " + first.verdict()));
      first.reasons().forEach(reason -> words.append("  - ").append(brief(reason)).append('\n'));
      return words.toString();
    }
    long told = summary.mutations().stream().filter(t -> t.drill() != null).count();
    words.append(
        "%d of %d lies found out, in %s%n%n"
            .formatted(count(summary, Fate.CAUGHT), told, Ended.seconds(summary.ms())));
    table(summary, words);
    untold(summary, Fate.DOES_NOT_APPLY, "These do not apply:", words);
    untold(summary, Fate.LEFT_OUT, "These were left out:", words);
    blindSpots(summary, words);
    words.append(ending(summary.last(), summary.stopped())).append('\n');
    return words.toString();
  }

  private static long count(SelftestSummary summary, Fate fate) {
    return summary.mutations().stream().filter(tried -> tried.fate() == fate).count();
  }

  private static void table(SelftestSummary summary, StringBuilder words) {
    int width =
        summary.mutations().stream().mapToInt(tried -> tried.name().length()).max().orElse(0);
    String row = "  %-" + width + "s  %8s  %s%n";
    words.append(row.formatted("lie", "seconds", "found out by"));
    for (Tried tried : summary.mutations()) {
      SelftestSummary.Drill drill = tried.drill();
      if (drill != null) {
        words.append(row.formatted(tried.name(), Math.round(drill.ms() / 1000), by(tried)));
        tried.caughtBy().stream()
            .findFirst()
            .ifPresent(first -> words.append(row.formatted("", "", "  " + brief(first.reason()))));
      }
    }
    words.append('\n');
  }

  private static String by(Tried tried) {
    return switch (tried.fate()) {
      case CAUGHT -> named(tried.caughtBy());
      case BLIND_SPOT -> "NOTHING: a blind spot";
      default -> String.valueOf(tried.why());
    };
  }

  private static String named(List<Condition> conditions) {
    String first = conditions.get(0).id() + ". " + conditions.get(0).name();
    String others =
        conditions.stream()
            .skip(1)
            .map(condition -> String.valueOf(condition.id()))
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? first : first + " (and " + others + ")";
  }

  private static void untold(
      SelftestSummary summary, Fate fate, String title, StringBuilder words) {
    if (count(summary, fate) == 0) {
      return;
    }
    words.append(title).append('\n');
    for (Tried tried : summary.mutations()) {
      if (tried.fate() == fate) {
        words.append("  - %s: %s%n".formatted(tried.name(), tried.why()));
      }
    }
    words.append('\n');
  }

  /** Each check once: one may be what several lies need. */
  private static void blindSpots(SelftestSummary summary, StringBuilder words) {
    List<Tried> blind =
        summary.mutations().stream().filter(tried -> tried.fate() == Fate.BLIND_SPOT).toList();
    for (String check : blind.stream().map(Tried::check).distinct().map(String::valueOf).toList()) {
      String names =
          blind.stream()
              .filter(tried -> check.equals(tried.check()))
              .map(Tried::name)
              .collect(Collectors.joining("; "));
      words.append("BLIND SPOT: %s%nAdd to the scenario:%n%n%s%n".formatted(names, check));
    }
  }

  private static String ending(SelftestSummary.@Nullable Drill last, boolean stopped) {
    if (stopped) {
      return "It did not come to its end.";
    }
    return last == null
        ? "There was no honest drill at the end."
        : "The honest drill at the end is " + last.verdict() + ".";
  }

  private static String brief(String reason) {
    String line = reason.lines().findFirst().orElse("");
    int end = line.indexOf(". ");
    String first = end < 0 ? line : line.substring(0, end + 1);
    return first.length() <= WIDEST_REASON ? first : first.substring(0, WIDEST_REASON - 1) + "…";
  }
}
