package dev.coppice.judge;

import java.util.Collection;
import java.util.Locale;

/** Numbers and names as they stand in sentences. */
final class Wording {

  private Wording() {}

  static String seconds(double ms) {
    return String.format(Locale.ROOT, Math.abs(ms) < 1000 ? "%.2f s" : "%.1f s", ms / 1000);
  }

  static String seconds(long ms) {
    return seconds((double) ms);
  }

  static String names(Collection<String> names) {
    return String.join(", ", names);
  }

  /** {@code 1 replica}, {@code 2 replicas}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
