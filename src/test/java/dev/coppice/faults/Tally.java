package dev.coppice.faults;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was struck how often, and what was broken by it: the table at the end. */
final class Tally {

  private static final class Row {
    final Set<String> points = new LinkedHashSet<>();
    int trials;
    int violations;
  }

  private final Map<String, Row> rows = new TreeMap<>();
  private final Set<String> violations = new LinkedHashSet<>();

  synchronized void add(String kind, List<String> points, Lane.Trial trial) {
    Row row = rows.computeIfAbsent(kind, any -> new Row());
    row.points.addAll(points);
    row.trials++;
    if (!trial.broken().isEmpty()) {
      row.violations++;
      violations.add(replay(trial) + "\n    " + String.join("\n    ", trial.broken()));
    }
  }

  /** The blows as they fell, so that they fall there again. */
  private static String replay(Lane.Trial trial) {
    List<String> blows = new ArrayList<>();
    for (int i = 0; i < trial.blows().size(); i++) {
      Blow blow = trial.blows().get(i);
      blows.add(
          (i < trial.struck().size() ? new Blow(blow.kind(), trial.struck().get(i)) : blow)
              .toString());
    }
    return "script/faults --only " + String.join(",", blows);
  }

  synchronized int violations() {
    return violations.size();
  }

  synchronized String table() {
    StringBuilder text = new StringBuilder();
    text.append("%-28s %8s %8s %11s%n".formatted("", "points", "runs", "violations"));
    rows.forEach(
        (kind, row) ->
            text.append(
                "%-28s %8d %8d %11d%n"
                    .formatted(kind, row.points.size(), row.trials, row.violations)));
    violations.forEach(violation -> text.append('\n').append(violation).append('\n'));
    return text.toString();
  }
}
