package dev.coppice.evidence;

import org.jspecify.annotations.Nullable;

/**
 * A line of the ledger. Times are milliseconds since the start of the run.
 *
 * @param number of the write, from 1
 * @param token that was written or asked for
 * @param outcome what came of it
 * @param why it failed, null where it did not
 */
public record LedgerLine(
    Kind kind,
    int number,
    String token,
    double sentMs,
    double endedMs,
    Outcome outcome,
    @Nullable String why) {

  /** What a line is about. */
  public enum Kind {
    /** A write before impact. */
    WRITE,
    /** A write was asked for before impact: it must be found. */
    FOUND_BEFORE,
    /** What was never written was asked for before impact: it must not be found. */
    NEVER_WRITTEN,
    /** A write was asked for after recovery. */
    READ,
    /** A write after recovery: an application that only reads has not come back. */
    WRITTEN_AFTER,
    /** That write was asked for: it must be found. */
    FOUND_AFTER
  }

  /** What came of it. */
  public enum Outcome {
    ACKNOWLEDGED,
    NOT_ACKNOWLEDGED,
    FOUND,
    NOT_FOUND,
    /** Nobody told whether it is there. */
    UNREAD
  }
}
