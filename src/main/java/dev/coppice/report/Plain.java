package dev.coppice.report;

import java.util.regex.Pattern;

/**
 * Text of others made harmless to look at: no terminal escapes, no control characters, nothing that
 * turns the direction of reading, nothing that XML 1.0 forbids. It is not escaping: that belongs to
 * the place where the text is written.
 */
final class Plain {

  /** Stands where a character was taken away, so that the reader sees that something was there. */
  private static final char REPLACED = '\uFFFD';

  /**
   * Terminal escapes: CSI sequences, strings (OSC, DCS, SOS, PM, APC) up to their terminator or the
   * end of the line, and two-character ones; in their 7-bit and their 8-bit (C1) form. ECMA-48, 5.3
   * to 5.6.
   */
  private static final Pattern TERMINAL =
      Pattern.compile(
          "(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]"
              + "|(?:\\x1b[\\]PX^_]|[\\x9d\\x90\\x98\\x9e\\x9f])"
              + "[^\\x07\\x1b\\x9c\\n]*(?:\\x07|\\x1b\\\\|\\x9c)?"
              + "|\\x1b[ -/]*[0-~]");

  private Plain() {}

  /** Text that keeps its lines and tabs. */
  static String text(String raw) {
    if (raw.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'))) {
      return raw;
    }
    String lines = TERMINAL.matcher(raw).replaceAll("").replace("\r\n", "\n").replace('\r', '\n');
    StringBuilder clean = new StringBuilder(lines.length());
    lines.codePoints().forEach(c -> clean.append(isHarmless(c) ? Character.toString(c) : REPLACED));
    return clean.toString();
  }

  /** Text on one line, for names and attributes. */
  static String line(String raw) {
    return text(raw).replaceAll("\\s+", " ").strip();
  }

  private static boolean isHarmless(int c) {
    if (c == '\n' || c == '\t') {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      // Format characters turn the direction of reading, hide or tag text. The joiners are the ones
      // that ordinary writing needs.
      case Character.FORMAT -> c == 0x200C || c == 0x200D;
      default -> (c & 0xFFFE) != 0xFFFE;
    };
  }
}
