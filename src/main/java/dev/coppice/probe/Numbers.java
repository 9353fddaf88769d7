package dev.coppice.probe;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers in what the world answers. */
public final class Numbers {

  /** Longer texts are no number: arithmetic on a hostile exponent could take for ever. */
  private static final int MAX_LENGTH = 64;

  private static final int MAX_SCALE = 400;

  private Numbers() {}

  /** The number that a text is, null where it is none. */
  public static @Nullable BigDecimal parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) > MAX_SCALE ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
