package dev.coppice.stack;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    if (value instanceof FrozenMap || value instanceof FrozenList) {
      // Part of another tree: each look below would copy all that lies there.
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, child) -> copy.put(String.valueOf(key), frozen(child)));
      return new FrozenMap(copy);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(child -> copy.add(frozen(child)));
      return new FrozenList(copy);
    }
    return value instanceof Tree tree ? tree.value() : value;
  }

  /** A map that nobody changes any more, down to its last leaf. */
  private static final class FrozenMap extends AbstractMap<String, @Nullable Object> {

    private final Map<String, @Nullable Object> entries;

    FrozenMap(Map<String, @Nullable Object> entries) {
      this.entries = Collections.unmodifiableMap(entries);
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
      return entries.entrySet();
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return entries.containsKey(key);
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
      return entries.get(key);
    }
  }

  /** A list that nobody changes any more, down to its last leaf. */
  private static final class FrozenList extends AbstractList<@Nullable Object> {

    private final List<@Nullable Object> elements;

    FrozenList(List<@Nullable Object> elements) {
      this.elements = elements;
    }

    @Override
    public @Nullable Object get(int index) {
      return elements.get(index);
    }

    @Override
    public int size() {
      return elements.size();
    }
  }
}
