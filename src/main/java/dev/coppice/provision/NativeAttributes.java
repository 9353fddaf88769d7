package dev.coppice.provision;

import dev.coppice.stack.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The table of what native carries out of a Compose service, a row for each key. A key without a
 * row is refused by name, never ignored.
 */
final class NativeAttributes {

  /** In the order in which they are applied: a later row outranks an earlier one. */
  static final List<Attribute> ROWS =
      Stream.of(
              ElsewhereAttributes.ROWS,
              ProcessAttributes.ROWS,
              LimitAttributes.ROWS,
              PrivilegeAttributes.ROWS,
              MountAttributes.ROWS,
              NetworkAttributes.ROWS)
          .flatMap(List::stream)
          .toList();

  private NativeAttributes() {}

  /** Lets each row that the definition has a value for write its part of the request. */
  static void apply(ContainerDraft draft) {
    Tree definition = draft.service().definition();
    for (Attribute row : ROWS) {
      Tree value = row.in(definition);
      if (value.isPresent()) {
        row.carrier().carry(value, draft);
      }
    }
    NetworkAttributes.attach(draft);
  }

  /** The paths of a service's definition that no row carries out. */
  static List<String> unknown(Tree definition) {
    List<String> unknown = new ArrayList<>();
    definition.map().forEach((key, value) -> walk(key, value, unknown));
    return unknown;
  }

  private static void walk(String path, Tree value, List<String> unknown) {
    for (Attribute row : ROWS) {
      if (row.key().equals(path)) {
        below(row, "", value, unknown);
        return;
      }
    }
    if (says(value)) {
      boolean leads = ROWS.stream().anyMatch(row -> row.key().startsWith(path + "."));
      if (leads && value.isMap()) {
        value.map().forEach((key, child) -> walk(path + "." + key, child, unknown));
      } else {
        unknown.add(path);
      }
    }
  }

  private static void below(Attribute row, String path, Tree value, List<String> unknown) {
    if (row.below().isEmpty() || row.below().contains(path) || !says(value)) {
      return;
    }
    boolean leads =
        path.isEmpty() || row.below().stream().anyMatch(known -> known.startsWith(path + "."));
    boolean each = row.below().stream().anyMatch(known -> known.startsWith(inside(path, "*")));
    if (!leads) {
      unknown.add(row.key() + "." + path.replace("*.", ""));
    } else if (value.isMap()) {
      value
          .map()
          .forEach((key, child) -> below(row, inside(path, each ? "*" : key), child, unknown));
    } else {
      // Elements of a list; a short form such as a bare text holds nothing that could be unknown.
      value.list().stream()
          .filter(Tree::isMap)
          .forEach(child -> below(row, inside(path, "*"), child, unknown));
    }
  }

  private static String inside(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Whether a value says anything: the canonical form holds empty leftovers such as placement. */
  private static boolean says(Tree value) {
    return value.isMap()
        ? value.map().values().stream().anyMatch(NativeAttributes::says)
        : value.text() != null || !value.list().isEmpty();
  }

  /** Fields of a request that have a value, in the order given. */
  static Map<String, Object> fields(Object... pairs) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      if (!"".equals(pairs[i + 1])) {
        fields.put((String) pairs[i], pairs[i + 1]);
      }
    }
    return fields;
  }
}
