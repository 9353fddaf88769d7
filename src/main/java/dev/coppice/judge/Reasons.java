package dev.coppice.judge;

import dev.coppice.evidence.Evidence.Rta;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.evidence.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a verdict is what it is, the first cause first. */
final class Reasons {

  /** Lines in the order of cause and symptom: what failed, what stands, what is seen of it. */
  private static final List<Integer> CAUSES_FIRST = List.of(1, 3, 10, 4, 5, 7, 6, 9, 2, 8, 11);

  private Reasons() {}

  /**
   * One sentence each.
   *
   * @param findings by the number of the line
   */
  static List<String> of(
      Facts facts, Map<Integer, Finding> findings, Verdict verdict, @Nullable Rta rta) {
    Set<String> reasons = new LinkedHashSet<>();
    String sabotage = facts.run().sabotage();
    if (sabotage != null) {
      reasons.add("This run was sabotaged on purpose: " + sabotage + ".");
    }
    if (verdict == Verdict.VERIFIED) {
      reasons.add(verified(facts, findings, rta));
      reasons.addAll(otherHands(facts));
      return new ArrayList<>(reasons);
    }
    for (StepOutcome step : Steps.outcomes(facts).values()) {
      if (step.state() == StepOutcome.State.FAILED) {
        reasons.add(Steps.failure(step, Steps.phase(facts, step.id())));
      }
    }
    reasons.addAll(otherHands(facts));
    for (Outcome outcome : List.of(Outcome.FALSE, Outcome.UNKNOWN)) {
      for (Integer id : CAUSES_FIRST) {
        Finding finding = findings.get(id);
        if (finding != null && finding.outcome() == outcome) {
          reasons.addAll(finding.sentences());
        }
      }
    }
    return new ArrayList<>(reasons);
  }

  /** What somebody else did to the stack stands beside every verdict. */
  private static List<String> otherHands(Facts facts) {
    return facts.run().deviations().stream()
        .filter(deviation -> deviation.startsWith(RunRecord.OTHER_HAND))
        .map(deviation -> "S" + deviation.substring(1) + ".")
        .toList();
  }

  private static String verified(Facts facts, Map<Integer, Finding> findings, @Nullable Rta rta) {
    long held = findings.values().stream().filter(f -> f.outcome() == Outcome.TRUE).count();
    boolean recover = facts.plan().command().equals("recover");
    String back =
        rta == null
            ? "is back"
            : "was back "
                + Wording.seconds(rta.ms())
                + (recover ? " after the command" : " after impact");
    return "Stack "
        + facts.plan().project()
        + " "
        + back
        + ", and all "
        + held
        + " conditions that apply hold.";
  }
}
