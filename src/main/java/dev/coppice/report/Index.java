package dev.coppice.report;

import dev.coppice.evidence.HumanRecord;
import dev.coppice.evidence.Verdict;
import dev.coppice.history.Broken;
import dev.coppice.history.Chronicle;
import dev.coppice.history.Chronicle.Row;
import dev.coppice.history.Chronicle.ScenarioPast;
import dev.coppice.history.Chronicle.Selftest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All that the page about the past shows. */
public record Index(List<Card> cards, List<String> sums, String tone) {

  /** Rows of one scenario's table; `coppice history` tells all of them. */
  static final int MOST_ROWS = 50;

  /**
   * A scenario.
   *
   * @param id unique in the page
   * @param verified when it was verified last, in words
   * @param gauge null where the last drill has no time or no target
   * @param left how many earlier runs the table leaves out
   */
  public record Card(
      String id,
      String scenario,
      String tone,
      String verdict,
      String verified,
      String recovery,
      Summary.@Nullable Gauge gauge,
      @Nullable TrendChart trend,
      String blind,
      String blindTone,
      List<HumanRecord.Item> open,
      List<Line> lines,
      int left,
      List<Broken> broken) {}

  /**
   * A run in the table.
   *
   * @param link to its report from where the page lies, null where it lies elsewhere
   */
  public record Line(
      Row row, String tone, String verdict, @Nullable String link, String change, String rta) {}

  /**
   * The page of a past.
   *
   * @param home the folder that it lies in, absolute
   */
  static Index of(Chronicle chronicle, Path home, Instant now) {
    List<Card> cards = new ArrayList<>();
    for (ScenarioPast scenario : chronicle.scenarios()) {
      cards.add(card("scenario-" + (cards.size() + 1), scenario, home, now));
    }
    long verified = cards.stream().filter(card -> card.tone().equals("good")).count();
    List<String> sums = new ArrayList<>();
    sums.add(
        "The last drill is verified for "
            + verified
            + " of "
            + Amount.count(cards.size(), "scenario")
            + ".");
    int broken = cards.stream().mapToInt(card -> card.broken().size()).sum();
    if (broken > 0) {
      sums.add(Amount.count(broken, "folder") + " among the bundles cannot be read.");
    }
    String tone =
        cards.stream().anyMatch(card -> card.tone().equals("bad"))
            ? "bad"
            : cards.isEmpty() || verified < cards.size() || broken > 0 ? "unsure" : "good";
    return new Index(cards, sums, tone);
  }

  private static Card card(String id, ScenarioPast scenario, Path home, Instant now) {
    List<Row> drills = scenario.runs().stream().filter(Row::drill).toList();
    Row last = scenario.last();
    List<Row> shown = new ArrayList<>(scenario.runs());
    int left = Math.max(0, shown.size() - MOST_ROWS);
    shown = shown.subList(left, shown.size());
    Collections.reverse(shown);
    return new Card(
        id,
        scenario.scenario(),
        last == null ? "unsure" : tone(last),
        last == null ? "no drill" : verdict(last),
        verified(scenario, now),
        last == null ? "none" : recovery(last),
        last == null ? null : gauge(last),
        drills.isEmpty() ? null : TrendChart.of(drills),
        blind(scenario.selftest()),
        blindTone(scenario.selftest()),
        scenario.openDeficiencies(),
        shown.stream().map(row -> line(row, home)).toList(),
        left,
        scenario.broken());
  }

  private static String verified(ScenarioPast scenario, Instant now) {
    Instant at = scenario.lastVerifiedAt();
    return at == null
        ? "never"
        : Amount.ms((double) Math.max(0, Duration.between(at, now).toMillis()))
            + " ago, "
            + Amount.utc(at);
  }

  private static String recovery(Row row) {
    String against = row.rtoMs() == null ? "" : " of " + Amount.ms(row.rtoMs());
    return rta(row) + against;
  }

  private static String rta(Row row) {
    Double rta = row.rtaMs();
    Double within = row.uncertaintyMs();
    return rta == null
        ? row.impact() ? "not recovered" : "no impact"
        : Amount.ms(rta) + (within == null ? "" : " (to within " + Amount.ms(within) + ")");
  }

  private static Summary.@Nullable Gauge gauge(Row row) {
    Double rta = row.rtaMs();
    Long rto = row.rtoMs();
    return rta == null || rto == null ? null : Summary.gauge(rta, rto);
  }

  private static String blind(@Nullable Selftest selftest) {
    if (selftest == null) {
      return "no selftest";
    }
    if (!selftest.blindSpots().isEmpty()) {
      return String.join(", ", selftest.blindSpots());
    }
    return selftest.passed()
        ? "none"
        : selftest.unknown().isEmpty()
            ? "selftest not passed"
            : "not known: " + String.join(", ", selftest.unknown());
  }

  private static String blindTone(@Nullable Selftest selftest) {
    return selftest == null
        ? "calm"
        : selftest.passed() ? "good" : selftest.blindSpots().isEmpty() ? "unsure" : "bad";
  }

  private static Line line(Row row, Path home) {
    return new Line(
        row,
        tone(row),
        verdict(row),
        Links.report(home, Path.of(row.folder())),
        row.change() == null ? "" : String.format(Locale.ROOT, "%+.0f %%", row.change() * 100),
        rta(row));
  }

  static String tone(Row row) {
    return row.verdict() == Verdict.VERIFIED
        ? "good"
        : row.verdict() == Verdict.NOT_VERIFIED ? "bad" : "unsure";
  }

  static String verdict(Row row) {
    return row.verdict().name().replace('_', ' ');
  }
}
