package dev.coppice.probe;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What a text must be like: everything that is given must hold. Line ends at the end of the text do
 * not count.
 *
 * @param equals the whole text
 * @param contains a part of it
 * @param matches a regular expression for the whole text, in which {@code .} also stands for a line
 *     end
 * @param atLeast the text is a number that is not smaller
 * @param atMost the text is a number that is not larger
 */
public record Comparison(
    @Nullable String equals,
    @Nullable String contains,
    @Nullable String matches,
    @Nullable BigDecimal atLeast,
    @Nullable BigDecimal atMost) {

  public Comparison {
    if (equals == null
        && contains == null
        && matches == null
        && atLeast == null
        && atMost == null) {
      throw new IllegalArgumentException(
          "it compares with nothing: give one of equals, contains, matches, at-least, at-most");
    }
    if (contains != null && contains.isEmpty()) {
      throw new IllegalArgumentException("contains is empty, and every text contains that");
    }
    if (matches != null) {
      compiled(matches);
    }
    if (atLeast != null && atMost != null && atLeast.compareTo(atMost) > 0) {
      throw new IllegalArgumentException(
          "no number is at least " + atLeast + " and at most " + atMost);
    }
  }

  /** In what the text falls short, null where it is as it must be. */
  @Nullable String difference(String text) {
    String bare = withoutLineEnd(text);
    if (equals != null && !withoutLineEnd(equals).equals(bare)) {
      return Words.quoted(bare) + " is not " + Words.quoted(equals);
    }
    if (contains != null && !text.contains(contains)) {
      return Words.quoted(bare) + " does not contain " + Words.quoted(contains);
    }
    if (matches != null && !Patient.matches(compiled(matches), bare)) {
      return Words.quoted(bare) + " does not match " + Words.quoted(matches);
    }
    return atLeast == null && atMost == null ? null : outOfBounds(bare);
  }

  /** The same with another text wherever this one stands in it. */
  Comparison replacing(String part, String by) {
    return new Comparison(
        replaced(equals, part, by),
        replaced(contains, part, by),
        replaced(matches, part, by),
        atLeast,
        atMost);
  }

  private static @Nullable String replaced(@Nullable String text, String part, String by) {
    return text == null ? null : text.replace(part, by);
  }

  private @Nullable String outOfBounds(String text) {
    BigDecimal number = Numbers.parse(text.strip());
    if (number == null) {
      return Words.quoted(text) + " is no number";
    }
    if (atLeast != null && number.compareTo(atLeast) < 0) {
      return Words.quoted(text) + " is less than " + atLeast;
    }
    if (atMost != null && number.compareTo(atMost) > 0) {
      return Words.quoted(text) + " is more than " + atMost;
    }
    return null;
  }

  private static Pattern compiled(String regex) {
    try {
      return Pattern.compile(regex, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "matches is no regular expression: " + e.getDescription() + ": " + regex, e);
    }
  }

  private static String withoutLineEnd(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }
}
