package dev.coppice.evidence;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes known secrets out of every text before it is written. A secret shorter than {@link
 * #SHORTEST} characters is not looked for: it would stand in half of all words.
 */
public final class Redaction {

  /** Characters; a shorter secret protects nothing and would make every text unreadable. */
  public static final int SHORTEST = 5;

  public static final String MARK = "[secret]";

  private final List<String> secrets;

  /**
   * Knows these secrets.
   *
   * @param plain words that are public whatever happens, such as the names in the definition
   */
  public Redaction(Collection<String> secrets, Collection<String> plain) {
    this.secrets =
        secrets.stream()
            .flatMap(secret -> Stream.of(secret, secret.strip()))
            .filter(secret -> secret.length() >= SHORTEST && !plain.contains(secret))
            .flatMap(secret -> Stream.of(secret, inJson(secret)))
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  public static Redaction none() {
    return new Redaction(List.of(), List.of());
  }

  /** The text with each secret replaced. */
  public String clean(String text) {
    String cleaned = text;
    for (String secret : secrets) {
      cleaned = cleaned.replace(secret, MARK);
    }
    return cleaned;
  }

  private static String inJson(String secret) {
    String quoted = Json.line(secret);
    return quoted.substring(1, quoted.length() - 1);
  }
}
