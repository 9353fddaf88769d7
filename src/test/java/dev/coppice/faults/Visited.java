package dev.coppice.faults;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The fail points of one kind of command that a kill has met. Lanes share it. */
final class Visited {

  /**
   * Where a kill is no news: a question is answered or not between two lines of the journal; and
   * nothing happens between a call and the line that tells of it, nor between an intent and its
   * call, nor between the last call of a step and the line that ends the step; where a step does
   * more than its calls, as that which copies does, its end is told apart. The other blows fall
   * there too.
   */
  private static final Set<String> NO_NEWS =
      Set.of(
          "read.*",
          "journal.intent.*.before-write:*",
          "journal.done.*.before-write:*",
          "journal.step-done.kill.before-write:*",
          "journal.step-done.remove-*.before-write:*",
          "journal.step-done.create*.before-write:*",
          "journal.step-done.start.before-write:*",
          "journal.step-done.await-*.before-write:*",
          "engine.*.before:*");

  /** Between a line and its sync: the line is torn, and what is left is what was before it. */
  private static final String TORN = ".after-write:";

  private final Set<String> families = ConcurrentHashMap.newKeySet();
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  Visited() {
    families.addAll(NO_NEWS);
  }

  /** A kill fell there. Of lines that were torn, one of each name is like all the others. */
  void add(String point) {
    families.add(point.contains(TORN) ? name(point) + ":*" : point);
    names.add(name(point));
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  /** Points, and families of points with stars in them, at which a kill would be no news. */
  Set<String> families() {
    return families;
  }

  /** Those of these points at which a kill would be news. */
  Set<String> left(Collection<String> points) {
    return without(points, families);
  }

  /** Those that are left although none of their name was met. */
  Set<String> neverMet(Collection<String> points) {
    return left(points).stream()
        .filter(point -> !names.contains(name(point)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Those of these points at which a kill is news before any fell. */
  static Set<String> toldApart(Collection<String> points) {
    return without(points, NO_NEWS);
  }

  /** The name of a point, without its number. */
  static String name(String point) {
    return point.substring(0, point.indexOf(':'));
  }

  private static Set<String> without(Collection<String> points, Set<String> families) {
    Pattern any =
        Pattern.compile(
            families.stream()
                .map(family -> family.replace(".", "\\.").replace("*", ".*"))
                .collect(Collectors.joining("|")));
    return points.stream()
        .filter(point -> !any.matcher(point).matches())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
