package dev.coppice.report;

import java.util.regex.Pattern;

/** Identities as people tell them apart: the first twelve digits of each hash. */
final class ShortId {

  private static final Pattern HASH =
      Pattern.compile("\\b(sha256:)?([0-9a-f]{12})[0-9a-f]{20,}\\b");

  private ShortId() {}

  /** The text with every hash in it cut short: {@code db@sha256:1f2e3d4c5b6a}. */
  static String of(String identity) {
    return HASH.matcher(identity)
        .replaceAll(hash -> (hash.group(1) == null ? "" : hash.group(1)) + hash.group(2));
  }
}
