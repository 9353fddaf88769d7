package dev.coppice.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of time laid over the width of a chart.
 *
 * @param fromMs left edge, milliseconds after impact
 * @param toMs right edge, later than the left one
 */
record Axis(double fromMs, double toMs) {

  private static final int MOST_TICKS = 6;
  private static final double HOUR = 3_600_000;
  private static final double[] ROUND = {
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000,
    300_000, 600_000, 1_800_000, HOUR
  };

  Axis {
    toMs = Math.max(toMs, fromMs + 1);
  }

  /** Where a moment lies, in percent of the width, 0 to 100. */
  double x(double ms) {
    double share = (ms - fromMs) / (toMs - fromMs);
    return percent(Math.min(1, Math.max(0, share)));
  }

  /** How wide a stretch is, in percent of the width, 0 to 100. */
  double width(double startMs, double endMs) {
    return percent(Math.max(0, (x(endMs) - x(startMs)) / 100));
  }

  /** Whether any of the stretch lies on the axis. */
  boolean shows(double startMs, double endMs) {
    return endMs >= fromMs && startMs <= toMs;
  }

  /** Round moments along the axis, impact among them where it lies on the axis. */
  List<Chart.Tick> ticks() {
    double step = step();
    List<Chart.Tick> ticks = new ArrayList<>();
    for (double at = Math.ceil(fromMs / step) * step; at <= toMs; at += step) {
      double x = x(at);
      String anchor = x < 4 ? "start" : x > 92 ? "end" : "middle";
      ticks.add(new Chart.Tick(x, at == 0 ? "0" : Amount.ms(at).replace(".0 ", " "), anchor));
    }
    return ticks;
  }

  private double step() {
    double span = toMs - fromMs;
    for (double step : ROUND) {
      if (span / step <= MOST_TICKS) {
        return step;
      }
    }
    return Math.ceil(span / MOST_TICKS / HOUR) * HOUR;
  }

  private static double percent(double share) {
    return Math.round(share * 100_000) / 1000.0;
  }
}
