package dev.coppice.report;

import dev.coppice.evidence.Outcome;
import dev.coppice.history.Scorecard;
import dev.coppice.history.Scorecard.Card;
import dev.coppice.report.JunitXml.Case;
import dev.coppice.report.JunitXml.Suite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What came of a game day, for people and for CI servers. */
public final class ScorecardReports {

  public static final String PAGE = "scorecard.html";
  public static final String JUNIT = "junit.xml";

  private ScorecardReports() {}

  /**
   * A drill as the page shows it.
   *
   * @param link to its report from where the page lies, null where there is none
   */
  public record Shown(Card card, String tone, @Nullable String link) {}

  /**
   * The page.
   *
   * @param home the folder that it lies in
   */
  public static byte[] page(Scorecard scorecard, Path home) {
    List<Shown> shown =
        scorecard.cards().stream()
            .map(card -> new Shown(card, tone(card.state()), link(card, home)))
            .toList();
    long verified =
        scorecard.cards().stream().filter(c -> c.state() == Scorecard.State.VERIFIED).count();
    return new Html()
        .render(
            "scorecard.ftlh",
            Map.of(
                "scorecard", scorecard,
                "shown", shown,
                "verified", verified,
                "tone", scorecard.exit() == 0 ? "good" : "bad"));
  }

  /** The bundles lie beside the folder of game days. */
  private static @Nullable String link(Card card, Path home) {
    Path reports = home.toAbsolutePath().normalize().getParent();
    reports = reports == null ? null : reports.getParent();
    if (card.bundle() == null || reports == null) {
      return null;
    }
    String below = Links.report(reports, Path.of(card.bundle()).toAbsolutePath().normalize());
    return below == null ? null : "../../" + below.substring("./".length());
  }

  /** A case for each drill; one that was not begun is an error: nobody knows. */
  public static byte[] junit(Scorecard scorecard) {
    return JunitXml.render(
        "coppice game day",
        List.of(
            new Suite(
                "game day",
                "coppice.game-day",
                scorecard.startedAt(),
                null,
                Map.of("exit", "" + scorecard.exit()),
                scorecard.cards().stream().map(ScorecardReports::testCase).toList())));
  }

  private static Case testCase(Card card) {
    Outcome outcome =
        switch (card.state()) {
          case VERIFIED -> Outcome.TRUE;
          case NOT_VERIFIED, DOWN -> Outcome.FALSE;
          case INCONCLUSIVE, REFUSED, NOT_BEGUN -> Outcome.UNKNOWN;
        };
    String why = Objects.requireNonNullElse(card.why(), card.state().toString());
    return new Case(card.scenario(), card.ms(), new Standing(outcome, why));
  }

  private static String tone(Scorecard.State state) {
    return switch (state) {
      case VERIFIED -> "good";
      case NOT_VERIFIED, DOWN -> "bad";
      case INCONCLUSIVE, REFUSED -> "unsure";
      case NOT_BEGUN -> "calm";
    };
  }
}
