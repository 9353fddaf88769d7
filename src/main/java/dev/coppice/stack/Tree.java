package dev.coppice.stack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable tree of maps, lists, texts, numbers and booleans, such as one service of Compose's
 * canonical form. Looking for what is not there gives null or an empty value, never an error.
 */
public record Tree(@Nullable Object value) {

  public static final Tree EMPTY = new Tree(null);

  public Tree {
    value = frozen(value);
  }

  /** The subtree under the given keys, {@link #EMPTY} where one of them is missing. */
  public Tree at(String... keys) {
    @Nullable Object at = value;
    for (String key : keys) {
      at = at instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return at == null ? EMPTY : new Tree(at);
  }

  public boolean isPresent() {
    return value != null;
  }

  public boolean isMap() {
    return value instanceof Map<?, ?>;
  }

  /** The scalar as text, or null where this is missing or not a scalar. */
  public @Nullable String text() {
    return value == null || value instanceof Map<?, ?> || value instanceof List<?>
        ? null
        : value.toString();
  }

  public String text(String fallback) {
    String text = text();
    return text == null ? fallback : text;
  }

  public boolean isTrue() {
    return "true".equals(text());
  }

  /** The elements of a list; a single scalar counts as a list of one. */
  public List<Tree> list() {
    if (value instanceof List<?> list) {
      return list.stream().map(Tree::new).toList();
    }
    return value == null || value instanceof Map<?, ?> ? List.of() : List.of(this);
  }

  public List<String> texts() {
    return list().stream().map(Tree::text).filter(text -> text != null).toList();
  }

  /** The entries of a map in the order of the file. */
  public Map<String, Tree> map() {
    Map<String, Tree> entries = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, child) -> entries.put(String.valueOf(key), new Tree(child)));
    }
    return entries;
  }

  private static @Nullable Object frozen(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, child) -> copy.put(String.valueOf(key), frozen(child)));
      return Collections.unmodifiableMap(copy);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(child -> copy.add(frozen(child)));
      return Collections.unmodifiableList(copy);
    }
    return value instanceof Tree tree ? tree.value() : value;
  }
}
