package dev.coppice.history;

import dev.coppice.evidence.SelftestSummary;
import dev.coppice.evidence.SelftestSummary.Fate;
import dev.coppice.evidence.SelftestSummary.Tried;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A selftest as history tells it. */
public record SelftestLine(Path folder, SelftestSummary summary) {

  public SelftestLine {
    Objects.requireNonNull(summary.scenario(), "it does not tell its `scenario`");
    Objects.requireNonNull(summary.scenario().name(), "it does not tell its `scenario.name`");
    Objects.requireNonNull(summary.startedAt(), "it does not tell its `startedAt`");
  }

  /** Names of the lies that nothing found out. */
  public List<String> blindSpots() {
    return names(Fate.BLIND_SPOT);
  }

  /** Names of the lies of which nobody knows whether they would be found out. */
  public List<String> unknown() {
    return summary.mutations().stream()
        .filter(tried -> tried.fate() == Fate.NOT_JUDGED || tried.fate() == Fate.LEFT_OUT)
        .map(Tried::name)
        .toList();
  }

  private List<String> names(Fate fate) {
    return summary.mutations().stream()
        .filter(tried -> tried.fate() == fate)
        .map(Tried::name)
        .toList();
  }
}
