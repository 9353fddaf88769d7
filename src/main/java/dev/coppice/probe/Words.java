package dev.coppice.probe;

import java.time.Duration;

/** How answers of a hostile world are put into words. */
public final class Words {

  private static final int MAX_LENGTH = 120;

  private Words() {}

  /** The beginning of a text between quotes, without anything that could move a cursor. */
  public static String quoted(String text) {
    return '"' + bounded(text) + '"';
  }

  /** The beginning of a text, without anything that could move a cursor. */
  public static String bounded(String text) {
    StringBuilder words = new StringBuilder();
    text.codePoints()
        .limit(MAX_LENGTH)
        .forEach(
            c -> words.appendCodePoint(isPlain(c) ? c : c == '\n' || c == '\t' ? ' ' : '\uFFFD'));
    boolean cut = text.codePointCount(0, Math.min(text.length(), 2 * MAX_LENGTH + 2)) > MAX_LENGTH;
    return cut ? words + "…" : words.toString();
  }

  /** Format characters count as not plain: some of them turn the direction of writing around. */
  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** What an exception says, or its kind where it says nothing. */
  public static String of(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank()
        ? cause.getClass().getSimpleName()
        : bounded(message);
  }

  /** A duration as people write it: {@code 250 ms}, {@code 2 s}, {@code 1.5 s}. */
  public static String of(Duration duration) {
    long ms = duration.toMillis();
    return ms < 1000
        ? ms + " ms"
        : java.math.BigDecimal.valueOf(ms, 3).stripTrailingZeros().toPlainString() + " s";
  }
}
