package dev.coppice.verify;

import dev.coppice.evidence.Redaction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares what stands in a file with what should. Only within a text, and only where a secret was
 * taken out of what stands, may they differ.
 */
final class Likeness {

  private static final String SECRET = Redaction.MARK;

  private Likeness() {}

  /** The place of the first difference, such as {@code .rta.ms}; null where there is none. */
  static @Nullable String difference(
      String place, @Nullable Object stands, @Nullable Object should) {
    if (stands instanceof Map<?, ?> one && should instanceof Map<?, ?> other) {
      Set<String> keys = new TreeSet<>();
      one.keySet().forEach(key -> keys.add(String.valueOf(key)));
      other.keySet().forEach(key -> keys.add(String.valueOf(key)));
      for (String key : keys) {
        String at = place + "." + key;
        if (!one.containsKey(key) || !other.containsKey(key)) {
          return at;
        }
        String found = difference(at, one.get(key), other.get(key));
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    if (stands instanceof List<?> one && should instanceof List<?> other) {
      if (one.size() != other.size()) {
        return place;
      }
      for (int i = 0; i < one.size(); i++) {
        String found = difference(place + "[" + i + "]", one.get(i), other.get(i));
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    if (stands instanceof String text && should instanceof String original) {
      return isLike(text, original) ? null : place;
    }
    return Objects.equals(stands, should) ? null : place;
  }

  private static boolean isLike(String stands, String should) {
    if (stands.equals(should)) {
      return true;
    }
    if (!stands.contains(SECRET)) {
      return false;
    }
    StringBuilder pattern = new StringBuilder();
    for (String part : stands.split(Pattern.quote(SECRET), -1)) {
      pattern.append(pattern.isEmpty() ? "" : "(?s:.{5,}?)").append(Pattern.quote(part));
    }
    return Pattern.matches(pattern.toString(), should);
  }
}
