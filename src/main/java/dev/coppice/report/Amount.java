package dev.coppice.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people say them, the same in every locale and time zone. */
final class Amount {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final String[] SIZES = {"KiB", "MiB", "GiB", "TiB"};

  private Amount() {}

  /** A length of time: {@code 320 ms}, {@code 4.2 s}, {@code 1 min 12 s}, {@code 3 h 5 min}. */
  static String ms(double ms) {
    if (ms < 0) {
      return "\u2212" + ms(-ms);
    }
    if (Math.round(ms) < 1000) {
      return ms > 0 && ms < 10 ? decimal(ms) + " ms" : Math.round(ms) + " ms";
    }
    // Rounded to the unit shown before it is split, so that 59.97 s does not become "60.0 s".
    if (Math.round(ms / 100) < 600) {
      return decimal(ms / 1000) + " s";
    }
    long seconds = Math.round(ms / 1000);
    if (seconds < 3600) {
      return two(seconds / 60, "min", seconds % 60, "s");
    }
    long minutes = Math.round(ms / 60_000);
    if (minutes < 48 * 60) {
      return two(minutes / 60, "h", minutes % 60, "min");
    }
    long hours = Math.round(ms / 3_600_000);
    return two(hours / 24, "d", hours % 24, "h");
  }

  static String ms(long ms) {
    return ms((double) ms);
  }

  /** A moment after impact: {@code +4.2 s}. */
  static String after(double ms) {
    return ms < 0 ? ms(ms) : "+" + ms(ms);
  }

  /** A size: {@code 812 bytes}, {@code 1.2 MiB}. */
  static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + (bytes == 1 ? " byte" : " bytes");
    }
    double size = bytes / 1024.0;
    int unit = 0;
    while (size >= 1023.95 && unit < SIZES.length - 1) {
      size /= 1024;
      unit++;
    }
    return decimal(size) + " " + SIZES[unit];
  }

  /** A moment of the calendar: {@code 2026-03-01 12:00:00 UTC}. */
  static String utc(Instant instant) {
    return UTC.format(instant);
  }

  /** A count with its noun: {@code 1 probe}, {@code 3 probes}. */
  static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String two(long big, String bigUnit, long small, String smallUnit) {
    return big + " " + bigUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
