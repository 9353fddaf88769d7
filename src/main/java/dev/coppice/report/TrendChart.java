package dev.coppice.report;

import dev.coppice.history.Chronicle.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The recovery times of a scenario's drills as a line, ready to be drawn in a box of {@link #WIDTH}
 * by {@link #HEIGHT}.
 *
 * @param paths stretches of drills with a time, one after the other: a drill without one parts them
 * @param target how high the objective lies, null where the last drill had none
 * @param says all that it shows, in one sentence
 */
public record TrendChart(
    List<String> paths, List<Point> points, @Nullable Double target, String says) {

  static final double WIDTH = 300;
  static final double HEIGHT = 64;

  /** More would be a smear. */
  static final int MOST = 60;

  private static final double EDGE = 6;

  /**
   * A drill.
   *
   * @param tone good, bad or unsure
   */
  public record Point(double x, double y, String tone, String says) {}

  /** The last drills of a scenario. */
  static TrendChart of(List<Row> drills) {
    List<Row> shown = drills.subList(Math.max(0, drills.size() - MOST), drills.size());
    Long rto = shown.isEmpty() ? null : shown.get(shown.size() - 1).rtoMs();
    double most =
        Math.max(
            shown.stream()
                .mapToDouble(row -> row.rtaMs() == null ? 0 : row.rtaMs())
                .max()
                .orElse(0),
            rto == null ? 0 : (double) rto);
    List<Point> points = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < shown.size(); i++) {
      Row row = shown.get(i);
      double x = shown.size() == 1 ? WIDTH / 2 : EDGE + (WIDTH - 2 * EDGE) * i / (shown.size() - 1);
      Double rta = row.rtaMs();
      double y = rta == null ? EDGE : y(rta, most);
      points.add(new Point(round(x), round(y), Index.tone(row), says(row)));
      if (rta == null) {
        end(path, paths);
      } else {
        path.append(path.isEmpty() ? "" : " ").append(round(x)).append(',').append(round(y));
      }
    }
    end(path, paths);
    return new TrendChart(
        paths, points, rto == null ? null : round(y((double) rto, most)), says(shown, rto));
  }

  private static void end(StringBuilder path, List<String> paths) {
    if (path.indexOf(" ") > 0) {
      paths.add(path.toString());
    }
    path.setLength(0);
  }

  private static double y(double ms, double most) {
    return most <= 0 ? HEIGHT - EDGE : HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * ms / most;
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }

  private static String says(Row row) {
    return "%s: %s, %s"
        .formatted(
            Amount.utc(row.startedAt()),
            Index.verdict(row),
            row.rtaMs() == null ? "no recovery time" : Amount.ms(row.rtaMs()));
  }

  private static String says(List<Row> shown, @Nullable Long rto) {
    String times =
        shown.stream()
            .map(row -> row.rtaMs() == null ? "none" : Amount.ms(row.rtaMs()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "Recovery times of the last %s: %s%s",
        Amount.count(shown.size(), "drill"),
        shown.isEmpty() ? "none" : times,
        rto == null ? "" : "; the objective is " + Amount.ms(rto));
  }
}
