package dev.coppice.scenario;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says how what was written differs from what settings expect. */
record Mismatches(Problems problems) {

  boolean allKnown(Yaml mapping, Set<String> known, At at) {
    boolean all = true;
    for (Yaml.Entry entry : mapping.entries()) {
      if (known.contains(entry.key())) {
        continue;
      }
      all = false;
      At below = at.key(entry.key());
      if (LaterKeys.name(below.pattern())) {
        problems.add(entry.place(), LaterKeys.problem(below.pattern()));
      } else {
        problems.unknown(entry.place(), "unknown key `" + entry.key() + "`", entry.key(), known);
      }
    }
    return all;
  }

  @Nullable Object wrong(Yaml node, At at, String expected, @Nullable String suggestion) {
    String later = later(node, at);
    if (later != null) {
      problems.add(node.place(), LaterKeys.problem(later));
    } else {
      String what = at.inWords() + " must be " + expected + ", not " + node.inWords();
      problems.add(node.place(), what, suggestion);
    }
    return null;
  }

  private static @Nullable String later(Yaml node, At at) {
    String value = at.pattern() + ": " + node.text();
    if (LaterKeys.name(value)) {
      return value;
    }
    return node.entries().stream()
        .map(entry -> at.pattern() + "." + entry.key())
        .filter(LaterKeys::name)
        .findFirst()
        .orElse(null);
  }
}
