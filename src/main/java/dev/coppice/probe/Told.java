package dev.coppice.probe;

import org.jspecify.annotations.Nullable;

/**
 * What was told when something was asked for.
 *
 * @param text what the answer holds; null where there was no answer as it must be
 * @param why there was none, in a few words and without secrets; null where there was
 * @param absent whether there was a whole answer, and by it what was asked for is not there: HTTP
 *     status 404 or 410, or a content other than it must be
 */
public record Told(@Nullable String text, @Nullable String why, boolean absent) {

  static Told of(String text) {
    return new Told(text, null, false);
  }

  static Told failed(String why) {
    return new Told(null, why, false);
  }

  static Told absent(String why) {
    return new Told(null, why, true);
  }
}
