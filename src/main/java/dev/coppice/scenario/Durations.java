package dev.coppice.scenario;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as they are written: {@code 100ms}, {@code 3s}, {@code 1h30m}, {@code 7d}. */
final class Durations {

  static final String EXPECTED = "a duration such as 500ms, 3s or 1h30m";

  /** Each unit at most once, the large ones first; nine digits cannot overflow. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

  private static final long[] UNIT_MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};

  private Durations() {}

  /** Empty where the text is none. */
  static Optional<Duration> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (text.isEmpty() || !form.matches()) {
      return Optional.empty();
    }
    long millis = 0;
    for (int i = 0; i < UNIT_MILLIS.length; i++) {
      String number = form.group(i + 1);
      millis += number == null ? 0 : Long.parseLong(number) * UNIT_MILLIS[i];
    }
    return Optional.of(Duration.ofMillis(millis));
  }
}
