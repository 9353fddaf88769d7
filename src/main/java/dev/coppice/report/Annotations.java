package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Verdict;
import java.util.List;

/** What GitHub shows beside a job: its workflow commands, one a line. */
public final class Annotations {

  /** GitHub shows no more of one kind for a step. */
  private static final int MOST = 10;

  private Annotations() {}

  /** One for each reason of a run that is not verified; a verified one needs no attention. */
  public static List<String> of(Evidence evidence) {
    if (evidence.verdict() == Verdict.VERIFIED) {
      return List.of();
    }
    String kind = evidence.verdict() == Verdict.NOT_VERIFIED ? "error" : "warning";
    String title =
        "%s: %s".formatted(evidence.scenario().name(), evidence.verdict().name().replace('_', ' '));
    List<String> reasons =
        evidence.reasons().isEmpty() ? List.of("see the report") : evidence.reasons();
    return reasons.stream()
        .limit(MOST)
        .map(reason -> "::%s title=%s::%s".formatted(kind, property(title), message(reason)))
        .toList();
  }

  /** What would end the command, or begin another one. */
  private static String message(String text) {
    return Plain.text(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return message(text).replace(":", "%3A").replace(",", "%2C");
  }
}
