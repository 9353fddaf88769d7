package dev.coppice.evidence;

import org.jspecify.annotations.Nullable;

/**
 * A fact as it was told once. Times are milliseconds since the start of the run.
 *
 * @param value what was told, cut where it is long; null where nothing was
 * @param sha256 of all that was told; null where nothing was
 * @param why nothing was told, null where something was
 */
public record FactReading(
    String fact,
    When when,
    double sentMs,
    double endedMs,
    @Nullable String value,
    @Nullable String sha256,
    @Nullable String why) {

  /** In which part of the run. */
  public enum When {
    BEFORE,
    /** In a container into which the backup was restored before impact. */
    TRIED,
    GONE,
    AFTER
  }
}
