package dev.coppice.cli;

import java.util.regex.Pattern;

/** Digests cut to their first twelve digits: enough to compare by eye. */
final class ShortDigests {

  private static final Pattern DIGEST = Pattern.compile("(sha256:[0-9a-f]{12})[0-9a-f]{52}");

  private ShortDigests() {}

  static String in(String text) {
    return DIGEST.matcher(text).replaceAll("$1");
  }
}
