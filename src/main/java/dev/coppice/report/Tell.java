package dev.coppice.report;

import java.time.Instant;

/** How reports say numbers and texts, for those who say the same on a terminal. */
public final class Tell {

  private Tell() {}

  /** A length of time: {@code 4.2 s}. */
  public static String ms(double ms) {
    return Amount.ms(ms);
  }

  /** A moment of the calendar: {@code 2026-03-01 12:00:00 UTC}. */
  public static String utc(Instant instant) {
    return Amount.utc(instant);
  }

  /** Text of others on one line, without what a terminal would obey. */
  public static String line(String text) {
    return Plain.line(text);
  }
}
