package dev.coppice.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Chooses blows by a seed, so that each name of a point has its turn before one has a second. */
final class Sampling {

  private final Random random;

  Sampling(long seed) {
    random = new Random(seed);
  }

  /** As many points as wanted, spread over their names. */
  List<String> points(Collection<String> all, int wanted) {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    for (String point : all.stream().sorted().toList()) {
      byName.computeIfAbsent(Visited.name(point), any -> new ArrayList<>()).add(point);
    }
    List<List<String>> names = new ArrayList<>(byName.values());
    Collections.shuffle(names, random);
    names.forEach(points -> Collections.shuffle(points, random));
    List<String> chosen = new ArrayList<>();
    for (int round = 0; chosen.size() < Math.min(wanted, all.size()); round++) {
      for (List<String> points : names) {
        if (round < points.size() && chosen.size() < wanted) {
          chosen.add(points.get(round));
        }
      }
    }
    return chosen;
  }

  /**
   * Trials of every kind: most of them in the drill, each fourth in a resumption, and pairs of
   * kills.
   */
  List<List<Blow>> trials(
      List<Blow.Kind> kinds, Collection<String> run, Collection<String> resume, int wanted) {
    if (wanted == 0) {
      return List.of();
    }
    int each = Math.max(1, wanted / kinds.size());
    List<List<Blow>> trials = new ArrayList<>();
    for (Blow.Kind kind : kinds) {
      int inResume = kind == Blow.Kind.KILL ? each : each / 4;
      List<String> first = points(run, each);
      List<String> second = points(resume, inResume);
      for (int i = 0; i < first.size(); i++) {
        trials.add(
            i < second.size()
                ? List.of(new Blow(Blow.Kind.KILL, first.get(i)), new Blow(kind, second.get(i)))
                : List.of(new Blow(kind, first.get(i))));
      }
    }
    Collections.shuffle(trials, random);
    return trials;
  }
}
