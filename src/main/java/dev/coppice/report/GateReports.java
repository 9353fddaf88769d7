package dev.coppice.report;

import dev.coppice.evidence.Outcome;
import dev.coppice.history.GateOutcome;
import dev.coppice.history.Ruling;
import dev.coppice.report.JunitXml.Case;
import dev.coppice.report.JunitXml.Suite;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the gate says, for CI servers and for people who look there. */
public final class GateReports {

  private GateReports() {}

  /** A suite for each scenario, a case for each rule; too few runs to tell is a skip. */
  public static byte[] junit(List<GateOutcome> outcomes, Instant now) {
    return JunitXml.render(
        "coppice gate",
        outcomes.stream()
            .map(
                outcome ->
                    new Suite(
                        outcome.scenario(),
                        "coppice.gate." + outcome.scenario(),
                        now,
                        null,
                        Map.of("scenario", outcome.scenario()),
                        outcome.rulings().stream().map(GateReports::testCase).toList()))
            .toList());
  }

  private static Case testCase(Ruling ruling) {
    Outcome outcome =
        switch (ruling.outcome()) {
          case PASSED -> Outcome.TRUE;
          case FAILED -> Outcome.FALSE;
          case NOT_ENOUGH_RUNS -> Outcome.NOT_APPLICABLE;
        };
    return new Case(ruling.rule(), null, new Standing(outcome, ruling.says()));
  }

  /** A table a scenario, in GitHub's Markdown. */
  public static byte[] summary(List<GateOutcome> outcomes) {
    StringBuilder text = new StringBuilder();
    for (GateOutcome outcome : outcomes) {
      text.append("### ")
          .append(outcome.isPassed() ? "✅" : "❌")
          .append(" coppice gate: ")
          .append(Markdown.cell(outcome.scenario()))
          .append("\n\n| rule | outcome | |\n| --- | --- | --- |\n");
      for (Ruling ruling : outcome.rulings()) {
        text.append("| ")
            .append(Markdown.cell(ruling.rule()))
            .append(" | ")
            .append(ruling.isFailed() ? "**failed**" : ruling.outcome().toString())
            .append(" | ")
            .append(Markdown.cell(ruling.says()))
            .append(" |\n");
      }
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
