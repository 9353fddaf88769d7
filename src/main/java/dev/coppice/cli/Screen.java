package dev.coppice.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of the terminal when the command began, as the launcher measured it.
 *
 * @param columns at least 20
 * @param rows at least 5
 * @param colour whether colours are wanted
 */
record Screen(int columns, int rows, boolean colour) {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,4}) (\\d{1,4})");

  /** Reads COPPICE_SIZE, written as {@code stty size} does: rows, then columns. */
  static Screen of(Map<String, String> environment, boolean colour) {
    Matcher size = SIZE.matcher(environment.getOrDefault("COPPICE_SIZE", ""));
    int rows = size.matches() ? Integer.parseInt(size.group(1)) : 0;
    int columns = size.matches() ? Integer.parseInt(size.group(2)) : 0;
    // A terminal that does not know its size says 0.
    return new Screen(
        columns == 0 ? 80 : Math.max(columns, 20), rows == 0 ? 24 : Math.max(rows, 5), colour);
  }
}
