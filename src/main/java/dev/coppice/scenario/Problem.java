package dev.coppice.scenario;

import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong at one place of a scenario.
 *
 * @param line counts from 1
 * @param column counts from 1
 * @param suggestion what the user may have meant, null where nothing is near
 */
public record Problem(Path file, int line, int column, String what, @Nullable String suggestion)
    implements Comparable<Problem> {

  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(Problem::what);

  @Override
  public int compareTo(Problem other) {
    return BY_PLACE.compare(this, other);
  }

  /** The problem as it is printed: {@code file:line:column: what, did you mean X?} */
  @Override
  public String toString() {
    String located = file + ":" + line + ":" + column + ": " + what;
    return suggestion == null ? located : located + ", did you mean " + suggestion + "?";
  }
}
