package dev.coppice.evidence;

import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes known secrets out of every text before it is written. A secret shorter than {@link
 * #SHORTEST} characters is not looked for: it would stand in half of all words.
 */
public final class Redaction {

  /** Characters; a shorter secret protects nothing and would make every text unreadable. */
  public static final int SHORTEST = 5;

  public static final String MARK = "[secret]";

  private final Set<String> secrets;
  private final Pattern words;

  /**
   * Knows these secrets.
   *
   * @param plain words that are public whatever happens, such as the names in the definition: they
   *     stay whole, though a secret is one of them or a part of one
   */
  public Redaction(Collection<String> secrets, Collection<String> plain) {
    this.secrets =
        secrets.stream()
            .flatMap(secret -> Stream.of(secret, secret.strip()))
            .filter(secret -> secret.length() >= SHORTEST && !plain.contains(secret))
            .flatMap(secret -> Stream.of(secret, inJson(secret)))
            .collect(Collectors.toUnmodifiableSet());
    Stream<String> kept =
        plain.stream().filter(name -> this.secrets.stream().anyMatch(name::contains));
    words =
        Pattern.compile(
            Stream.concat(this.secrets.stream(), kept)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
  }

  public static Redaction none() {
    return new Redaction(Set.of(), Set.of());
  }

  /** The text with each secret replaced. */
  public String clean(String text) {
    return secrets.isEmpty()
        ? text
        : words
            .matcher(text)
            .replaceAll(
                word ->
                    secrets.contains(word.group()) ? MARK : Matcher.quoteReplacement(word.group()));
  }

  private static String inJson(String secret) {
    String quoted = Json.line(secret);
    return quoted.substring(1, quoted.length() - 1);
  }
}
