package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Condition;
import dev.coppice.evidence.Evidence.ObjectiveResult;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.Verdict;
import java.util.List;

/** What came of a run in GitHub's Markdown, for the summary of a job. */
public final class RunMarkdown {

  /** Reasons that are told; the report holds the rest. */
  private static final int REASONS = 10;

  private RunMarkdown() {}

  public static String of(Evidence evidence) {
    StringBuilder text = new StringBuilder();
    text.append("### ")
        .append(
            evidence.verdict() == Verdict.VERIFIED
                ? "✅"
                : evidence.verdict() == Verdict.NOT_VERIFIED ? "❌" : "⚠️")
        .append(" coppice ")
        .append(Markdown.cell(evidence.command()))
        .append(": ")
        .append(Markdown.cell(evidence.scenario().name()))
        .append(" is ")
        .append(Markdown.cell(evidence.verdict().name()))
        .append("\n\n| | |\n| --- | --- |\n");
    row(text, "stack", evidence.project() + "@" + evidence.engine().name());
    row(text, "run", evidence.run());
    Evidence.Rta rta = evidence.rta();
    row(
        text,
        "RTA",
        rta == null
            ? "none: recovery was not confirmed"
            : "%s, to within %s".formatted(Amount.ms(rta.ms()), Amount.ms(rta.uncertaintyMs())));
    Evidence.Rpa rpa = evidence.rpa();
    row(
        text,
        "data",
        rpa == null
            ? "not measured"
            : rpa.lostWrites() + " of " + rpa.acknowledged() + " writes lost");
    for (ObjectiveResult objective : evidence.objectives()) {
      row(
          text,
          objective.name(),
          "%s, %s".formatted(Amount.ms(objective.targetMs()), objective.met() ? "met" : "not met"));
    }
    text.append('\n');
    List<String> reasons = evidence.reasons();
    reasons.stream()
        .limit(REASONS)
        .forEach(reason -> text.append("- ").append(Markdown.cell(reason)).append('\n'));
    if (reasons.size() > REASONS) {
      text.append("- and ").append(reasons.size() - REASONS).append(" more\n");
    }
    for (Condition condition : evidence.conditions()) {
      if (condition.outcome() == Outcome.FALSE || condition.outcome() == Outcome.UNKNOWN) {
        text.append("- **")
            .append(condition.id())
            .append("\\. ")
            .append(Markdown.cell(condition.name()))
            .append("** is ")
            .append(condition.outcome().word())
            .append('\n');
      }
    }
    return text.append('\n').toString();
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("| ")
        .append(Markdown.cell(name))
        .append(" | ")
        .append(Markdown.cell(value))
        .append(" |\n");
  }
}
