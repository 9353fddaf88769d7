package dev.coppice.compose;

import dev.coppice.stack.Tree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A canonical form as it would be in another folder: Compose makes all paths absolute, so that the
 * same files give another form in each checkout. Pure.
 *
 * @param here what paths begin with
 * @param there what they would begin with
 */
record Relocated(String here, String there) {

  /**
   * By two places of one file: what leads to it from their own parts is the same and stays.
   *
   * @param here the folder that holds it, absolute
   * @param there the folder that held it elsewhere, absolute
   */
  static Relocated between(Path here, Path there) {
    Path from = here;
    Path to = there;
    while (from.getFileName() != null
        && from.getFileName().equals(to.getFileName())
        && from.getParent() != null
        && to.getParent() != null
        && from.getParent().getFileName() != null
        && to.getParent().getFileName() != null) {
      from = from.getParent();
      to = to.getParent();
    }
    return new Relocated(from.toString(), to.toString());
  }

  Tree tree(Tree tree) {
    return new Tree(value(tree.value()));
  }

  private @Nullable Object value(@Nullable Object value) {
    if (value instanceof Tree tree) {
      return value(tree.value());
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> moved = new LinkedHashMap<>();
      map.forEach((key, below) -> moved.put(String.valueOf(key), value(below)));
      return moved;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(this::value).toList();
    }
    return value instanceof String text ? text(text) : value;
  }

  private String text(String text) {
    return text.equals(here) || text.startsWith(here + "/")
        ? there + text.substring(here.length())
        : text;
  }
}
