package dev.coppice.cli;

import dev.coppice.evidence.HumanRecord;
import dev.coppice.history.Broken;
import dev.coppice.history.Chronicle;
import dev.coppice.history.Chronicle.Row;
import dev.coppice.history.Chronicle.ScenarioPast;
import dev.coppice.history.Chronicle.Selftest;
import dev.coppice.report.Tell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The past as a table for people. */
final class HistoryWords {

  private static final List<String> HEAD =
      List.of(
          "when (UTC)",
          "verdict",
          "RTA",
          "RTO",
          "trend",
          "data",
          "images",
          "definition",
          "took",
          "run");

  private HistoryWords() {}

  static String of(Chronicle chronicle, String folders, Instant now) {
    StringBuilder words = new StringBuilder();
    if (chronicle.scenarios().isEmpty()) {
      return "No run lies in " + folders + ".\n";
    }
    for (ScenarioPast scenario : chronicle.scenarios()) {
      words.append(words.isEmpty() ? "" : "\n").append(plain(scenario.scenario())).append(": ");
      words.append(verified(scenario, now)).append('\n');
      if (!scenario.runs().isEmpty()) {
        Columns table = new Columns(HEAD);
        scenario.runs().forEach(row -> table.add(cells(row)));
        words.append(table);
      }
      Selftest selftest = scenario.selftest();
      if (selftest != null) {
        words.append("  ").append(selftest(selftest)).append('\n');
      }
      for (HumanRecord.Item open : scenario.openDeficiencies()) {
        words.append("  open deficiency: %s%n".formatted(plain(open(open))));
      }
      for (Broken broken : scenario.broken()) {
        words.append("  BROKEN %s: %s%n".formatted(broken.folder(), plain(broken.why())));
      }
    }
    return words.toString();
  }

  private static String verified(ScenarioPast scenario, Instant now) {
    Instant at = scenario.lastVerifiedAt();
    if (at == null) {
      return "never verified";
    }
    return "last verified %s ago, run %s"
        .formatted(
            Tell.ms((double) Math.max(0, Duration.between(at, now).toMillis())),
            scenario.lastVerifiedRun());
  }

  private static String open(HumanRecord.Item item) {
    return "%s (owner %s, due %s)"
        .formatted(
            item.what(),
            item.owner() == null ? "NOT PROVIDED" : item.owner(),
            item.due() == null ? "NOT PROVIDED" : item.due());
  }

  private static String selftest(Selftest selftest) {
    String when = "selftest of " + Tell.utc(selftest.startedAt()) + ": ";
    if (!selftest.blindSpots().isEmpty()) {
      return when + "BLIND SPOTS: " + plain(String.join(", ", selftest.blindSpots()));
    }
    return when
        + (selftest.passed()
            ? "every lie was found out"
            : selftest.unknown().isEmpty()
                ? "not passed"
                : "not known: " + plain(String.join(", ", selftest.unknown())));
  }

  private static List<String> cells(Row row) {
    return List.of(
        Tell.utc(row.startedAt()).replace(" UTC", ""),
        verdict(row),
        rta(row),
        row.rtoMs() == null ? "-" : Tell.ms((double) row.rtoMs()),
        trend(row.change()),
        data(row),
        row.impact() ? row.cold() ? "cold" : "warm" : "-",
        definition(row),
        Tell.ms(row.durationMs()),
        plain(row.run()));
  }

  private static String verdict(Row row) {
    String kind = row.command().equals("run") ? "" : " (" + plain(row.command()) + ")";
    String sabotaged = row.sabotage() == null ? "" : " (sabotaged)";
    return row.verdict() + kind + sabotaged + (row.interrupted() ? " (interrupted)" : "");
  }

  private static String rta(Row row) {
    Double rta = row.rtaMs();
    Double uncertainty = row.uncertaintyMs();
    if (rta == null || uncertainty == null) {
      return row.impact() ? "none" : "no impact";
    }
    return Tell.ms(rta)
        + " (to within "
        + Tell.ms(uncertainty)
        + ")"
        + (Boolean.FALSE.equals(row.rtoMet()) ? " MISSED" : "");
  }

  static String trend(@Nullable Double change) {
    return change == null ? "-" : String.format(Locale.ROOT, "%+.0f %%", change * 100);
  }

  private static String data(Row row) {
    Integer lost = row.lostWrites();
    return lost == null
        ? "not measured"
        : "%d of %d lost%s"
            .formatted(
                lost,
                row.acknowledged(),
                row.rpaMs() == null ? "" : ", " + Tell.ms(row.rpaMs()) + " back");
  }

  private static String definition(Row row) {
    String commit = row.commit();
    return commit == null
        ? "no git"
        : plain(commit.substring(0, Math.min(9, commit.length()))) + (row.dirty() ? "+" : "");
  }

  /** What stands in a bundle may hold what a terminal would obey. */
  static String plain(String text) {
    return Tell.line(text);
  }
}
