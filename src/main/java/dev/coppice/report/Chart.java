package dev.coppice.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of bars over one axis of time, ready to be drawn. Places and widths are percent of the
 * width, 0 to 100.
 *
 * @param id unique in the page
 * @param legend the kinds of bars that occur, in words
 */
public record Chart(
    String id,
    String title,
    String summary,
    List<Tick> ticks,
    List<Mark> marks,
    List<Legend> legend,
    List<Row> rows) {

  /**
   * A labelled moment on the axis.
   *
   * @param anchor start, middle or end: which part of the label lies at {@code x}
   */
  public record Tick(double x, String label, String anchor) {}

  /** A moment that runs through all rows: impact, loss confirmed, recovered. */
  public record Mark(double x, String kind, String label, String anchor) {}

  /** What a kind of bar means. */
  public record Legend(String kind, String meaning) {}

  /**
   * One line of the chart.
   *
   * @param says all that the row shows, in one sentence
   * @param end what stands at the row's end
   */
  public record Row(
      String name,
      @Nullable String note,
      String says,
      boolean critical,
      List<Bar> bars,
      String end) {}

  /** A stretch of a row. */
  public record Bar(double x, double width, String kind) {}
}
