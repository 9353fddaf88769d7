package dev.coppice.disaster;

import dev.coppice.disaster.Disaster.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The names that a disaster takes: all, only some, or all except some. */
record Choice(List<String> only, List<String> except) {

  boolean takes(String name) {
    return (only.isEmpty() || only.contains(name)) && !except.contains(name);
  }

  /** Unknown names, and {@code only} beside {@code except}. */
  List<Problem> problems(String noun, Collection<String> known) {
    List<Problem> problems = new ArrayList<>();
    if (!only.isEmpty() && !except.isEmpty()) {
      problems.add(
          new Problem("except", null, "`except` cannot stand beside `only`: give one", List.of()));
    }
    addUnknown("only", only, noun, known, problems);
    addUnknown("except", except, noun, known, problems);
    return problems;
  }

  private static void addUnknown(
      String key,
      List<String> names,
      String noun,
      Collection<String> known,
      List<Problem> problems) {
    for (String name : names) {
      if (!known.contains(name)) {
        problems.add(
            new Problem(key, name, "the stack has no " + noun + " " + name, List.copyOf(known)));
      }
    }
  }
}
