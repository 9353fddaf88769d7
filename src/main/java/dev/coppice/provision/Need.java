package dev.coppice.provision;

import dev.coppice.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much waits for a step: the longest row of steps that wait for it one after the other. */
final class Need {

  private Need() {}

  /** By the step's id; 0 for one that nothing waits for. */
  static Map<String, Integer> of(List<Step> steps) {
    Map<String, List<String>> waiting = new HashMap<>();
    for (Step step : steps) {
      for (String before : step.waitsFor()) {
        waiting.computeIfAbsent(before, id -> new ArrayList<>()).add(step.id());
      }
    }
    Map<String, Integer> need = new HashMap<>();
    steps.forEach(step -> longest(step.id(), waiting, need));
    return need;
  }

  private static int longest(
      String id, Map<String, List<String>> waiting, Map<String, Integer> need) {
    Integer known = need.get(id);
    if (known != null) {
      return known;
    }
    int longest = 0;
    for (String next : waiting.getOrDefault(id, List.of())) {
      longest = Math.max(longest, 1 + longest(next, waiting, need));
    }
    need.put(id, longest);
    return longest;
  }
}
