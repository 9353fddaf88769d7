package dev.coppice.evidence;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How a secret is commonly spelt where it is passed on: escaped, encoded, in hexadecimal. Pure. */
final class Spellings {

  private static final Pattern PERCENT = Pattern.compile("%[0-9A-F]{2}");

  /** Characters: of a key on several lines each line is secret, and short lines are words. */
  private static final int LINE = 12;

  private Spellings() {}

  /** What has to be looked for of a secret: the whole, and each line where it has several. */
  static Set<String> parts(String secret) {
    Set<String> parts = new HashSet<>(List.of(secret, secret.strip()));
    if (secret.strip().indexOf('\n') >= 0) {
      secret.lines().map(String::strip).filter(line -> line.length() >= LINE).forEach(parts::add);
    }
    return parts;
  }

  static Set<String> of(String secret) {
    Set<String> all = new HashSet<>();
    all.add(secret);
    all.add(inJson(secret));
    all.add(inHtml(secret, "&#39;"));
    all.add(inHtml(secret, "&apos;"));
    String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    for (String one : List.of(url, url.replace("+", "%20"), url.replace("%21", "!"))) {
      all.add(one);
      all.add(PERCENT.matcher(one).replaceAll(Spellings::lower));
    }
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    all.add(HexFormat.of().formatHex(bytes));
    all.add(HexFormat.of().withUpperCase().formatHex(bytes));
    for (int before = 0; before < 3; before++) {
      String base64 = base64(bytes, before);
      all.add(base64);
      all.add(base64.replace('+', '-').replace('/', '_'));
    }
    return all;
  }

  private static String lower(MatchResult percent) {
    return percent.group().toLowerCase(java.util.Locale.ROOT);
  }

  private static String inJson(String secret) {
    String quoted = Json.line(secret);
    return quoted.substring(1, quoted.length() - 1);
  }

  private static String inHtml(String secret, String apostrophe) {
    return secret
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", apostrophe);
  }

  /**
   * What of a base64 text depends on the secret alone, where others stand before and behind it: as
   * in {@code user:password} of a login.
   *
   * @param before how many bytes stand before it, modulo 3
   */
  private static String base64(byte[] secret, int before) {
    byte[] padded = new byte[before + secret.length];
    System.arraycopy(secret, 0, padded, before, secret.length);
    String text = Base64.getEncoder().withoutPadding().encodeToString(padded);
    int from = (before * 8 + 5) / 6;
    int to = padded.length * 8 / 6;
    return text.substring(from, to);
  }
}
