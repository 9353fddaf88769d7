package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.StepResult;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What failed, and the logs that a reader will want to see first. */
final class Failure {

  /** Lines of one log that the page shows; the bundle holds the rest. */
  private static final int LINES_SHOWN = 200;

  /** Characters of one line that the page shows. */
  private static final int LINE_SHOWN = 500;

  private Failure() {}

  /**
   * A log as the page shows it.
   *
   * @param left lines at its beginning that are not shown
   * @param open whether it is shown unfolded, because it is of what failed
   */
  public record Log(String name, String text, int left, boolean open) {}

  static boolean isFailed(StepResult step) {
    return step.state().toLowerCase(Locale.ROOT).equals("failed");
  }

  static List<StepResult> steps(Evidence evidence) {
    return evidence.steps().stream().filter(Failure::isFailed).toList();
  }

  /** The logs, those of failed steps first, else by name. */
  static List<Log> logs(Evidence evidence, Map<String, String> logs) {
    List<String> failed = names(evidence);
    return logs.entrySet().stream()
        .map(log -> shown(log.getKey(), log.getValue(), failed))
        .sorted(Comparator.comparing((Log log) -> !log.open()).thenComparing(Log::name))
        .toList();
  }

  /** Of steps that failed, and of services that were lost and did not become ready. */
  private static List<String> names(Evidence evidence) {
    return Stream.concat(
            steps(evidence).stream().map(StepResult::object),
            evidence.services().stream()
                .filter(service -> service.lost() && service.readyMs() == null)
                .map(Evidence.ServiceResult::name))
        .toList();
  }

  private static Log shown(String name, String raw, List<String> failed) {
    List<String> lines = Plain.text(raw).strip().lines().toList();
    int left = Math.max(0, lines.size() - LINES_SHOWN);
    String text =
        String.join(
            "\n",
            lines.subList(left, lines.size()).stream()
                .map(
                    line -> line.length() > LINE_SHOWN ? line.substring(0, LINE_SHOWN) + "…" : line)
                .toList());
    String stem = name.replaceFirst("\\.[a-z]+$", "");
    boolean open = failed.stream().anyMatch(what -> what.contains(stem) || stem.contains(what));
    return new Log(name, text, left, open);
  }
}
