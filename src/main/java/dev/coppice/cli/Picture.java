package dev.coppice.cli;

import dev.coppice.cli.Scene.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A scene as lines for a screen of a given size: the phase, then a line for each row. */
final class Picture {

  private static final int NAME_AT_MOST = 24;

  /** Below the words of a phase, beside the column of times. */
  private static final String INDENT = " ".repeat(12);

  private static final String ESCAPE = "\u001b[";

  private Picture() {}

  /** The block that is drawn again and again; never higher or wider than the screen. */
  static List<String> of(Scene scene, double nowMs, Screen screen) {
    List<String> lines = new ArrayList<>();
    if (scene.phase() == null) {
      return lines;
    }
    lines.add(fit(head(scene, nowMs), screen));
    // The head, and the line below the block on which the cursor stands.
    lines.addAll(rows(scene, scene.rows(), nowMs, screen, screen.rows() - 2));
    return lines;
  }

  /** What became of each replica, for good: as many lines as a screen holds. */
  static List<String> outcome(Scene scene, double nowMs, Screen screen) {
    List<Row> services = scene.rows().stream().filter(Row::isOfService).toList();
    return rows(scene, services, nowMs, screen, screen.rows() - 2);
  }

  private static String head(Scene scene, double nowMs) {
    String phase = scene.phase() == null ? "" : scene.phase().word();
    String meaning = scene.phase() == null ? "" : EventLine.meaning(scene.phase());
    String head =
        String.format(
            Locale.ROOT,
            "%8.2f s  %s for %.1f s: %s",
            nowMs / 1000,
            phase,
            (nowMs - scene.sinceMs()) / 1000,
            meaning);
    return scene.steps().isEmpty()
        ? head
        : "%s, %d of %d steps done".formatted(head, scene.count(State.DONE), scene.steps().size());
  }

  private static List<String> rows(
      Scene scene, List<Row> all, double nowMs, Screen screen, int atMost) {
    List<Row> shown = all;
    List<Row> left = List.of();
    if (all.size() > atMost) {
      Set<Row> chosen =
          new HashSet<>(all.stream().sorted(INTEREST).limit(Math.max(atMost - 1, 0)).toList());
      shown = all.stream().filter(chosen::contains).toList();
      left = all.stream().filter(row -> !chosen.contains(row)).toList();
    }
    int width =
        Math.min(NAME_AT_MOST, shown.stream().mapToInt(r -> r.name().length()).max().orElse(0));
    List<String> lines = new ArrayList<>();
    for (Row row : shown) {
      String text = INDENT + "%-" + width + "s  %s";
      lines.add(
          coloured(
              fit(text.formatted(row.name(), row.words(scene, nowMs)), screen),
              row.state(),
              screen));
    }
    if (!left.isEmpty()) {
      lines.add(fit(INDENT + "and " + left.size() + " more: " + counts(left), screen));
    }
    return lines;
  }

  /** What failed, what is under way (longest first), what is next, what was done last. */
  private static final Comparator<Row> INTEREST =
      Comparator.comparing((Row row) -> rank(row.state()))
          .thenComparing(row -> row.state() == State.DONE ? -row.lastMs() : row.lastMs());

  private static int rank(State state) {
    return switch (state) {
      case FAILED -> 0;
      case RUNNING -> 1;
      case WAITING -> 2;
      case DONE -> 3;
    };
  }

  private static String counts(List<Row> rows) {
    List<String> counts = new ArrayList<>();
    for (State state : List.of(State.FAILED, State.RUNNING, State.WAITING, State.DONE)) {
      long count = rows.stream().filter(row -> row.state() == state).count();
      if (count > 0) {
        counts.add(count + " " + state.name().toLowerCase(Locale.ROOT));
      }
    }
    return String.join(", ", counts);
  }

  /** One line of the screen: the last column stays free, where some terminals would wrap. */
  private static String fit(String text, Screen screen) {
    String line = text.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
    int most = screen.columns() - 1;
    return line.length() <= most ? line : line.substring(0, Math.max(most - 3, 0)) + "...";
  }

  private static String coloured(String line, State state, Screen screen) {
    if (!screen.colour()) {
      return line;
    }
    String code =
        switch (state) {
          case FAILED -> "31";
          case RUNNING -> "33";
          case WAITING -> "2";
          case DONE -> "32";
        };
    return ESCAPE + code + "m" + line + ESCAPE + "0m";
  }
}
