package dev.coppice.evidence;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes known secrets out of every text before it is written, as they are and as they are commonly
 * spelt. A secret shorter than {@link #SHORTEST} characters is not looked for: it would stand in
 * half of all words.
 */
public final class Redaction {

  /** Characters; a shorter secret protects nothing and would make every text unreadable. */
  public static final int SHORTEST = 5;

  public static final String MARK = "[secret]";

  private static final Pattern TELLING =
      Pattern.compile("(?i).*(pass|secret|token|key|credential|pwd|auth|dsn).*");

  private static final Redaction NONE = new Redaction(Set.of(), Set.of());

  /** What a text is searched for, by its first {@link #SHORTEST} characters; the longest first. */
  private final Map<String, List<Word>> words = new HashMap<>();

  /** First characters of all words: most places of a text are passed over by this alone. */
  private final BitSet first = new BitSet();

  private record Word(String text, boolean secret) {}

  /**
   * Knows these secrets.
   *
   * @param plain words that are public whatever happens, such as the names in the definition: they
   *     stay whole, though a secret is one of them or a part of one
   */
  public Redaction(Collection<String> secrets, Collection<String> plain) {
    Set<String> spelt = new HashSet<>();
    for (String secret : secrets) {
      for (String one : Spellings.parts(secret)) {
        if (one.length() >= SHORTEST && !plain.contains(one)) {
          spelt.addAll(Spellings.of(one));
        }
      }
    }
    spelt.removeIf(word -> word.length() < SHORTEST || plain.contains(word));
    spelt.forEach(word -> add(new Word(word, true)));
    plain.stream()
        .filter(name -> name.length() >= SHORTEST && !spelt.contains(name))
        .filter(name -> spelt.stream().anyMatch(name::contains))
        .distinct()
        .forEach(name -> add(new Word(name, false)));
    words
        .values()
        .forEach(
            same -> same.sort(Comparator.comparingInt((Word w) -> w.text().length()).reversed()));
  }

  private void add(Word word) {
    first.set(word.text().charAt(0));
    words.computeIfAbsent(word.text().substring(0, SHORTEST), start -> new ArrayList<>()).add(word);
  }

  public static Redaction none() {
    return NONE;
  }

  /** Whether there is no secret to look for. */
  boolean knowsNothing() {
    return words.isEmpty();
  }

  /** Whether a variable's name tells that its value is secret. */
  public static boolean tells(String name) {
    return TELLING.matcher(name).matches();
  }

  /** The text with each secret replaced. */
  public String clean(String text) {
    if (words.isEmpty()) {
      return text;
    }
    StringBuilder cleaned = null;
    int copied = 0;
    int at = 0;
    while (at + SHORTEST <= text.length()) {
      Word word = wordAt(text, at);
      if (word == null) {
        at++;
        continue;
      }
      if (word.secret()) {
        cleaned = cleaned == null ? new StringBuilder(text.length()) : cleaned;
        cleaned.append(text, copied, at).append(MARK);
        copied = at + word.text().length();
      }
      at += word.text().length();
    }
    return cleaned == null ? text : cleaned.append(text, copied, text.length()).toString();
  }

  private @org.jspecify.annotations.Nullable Word wordAt(String text, int at) {
    if (!first.get(text.charAt(at))) {
      return null;
    }
    for (Word word : words.getOrDefault(text.substring(at, at + SHORTEST), List.of())) {
      if (text.startsWith(word.text(), at)) {
        return word;
      }
    }
    return null;
  }
}
