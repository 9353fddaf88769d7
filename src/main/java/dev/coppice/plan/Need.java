package dev.coppice.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much waits for a step: the longest row of steps that wait for it one after the other. What
 * takes as long as its data or its work is large counts for several.
 */
public final class Need {

  private static final int LONG = 8;

  private Need() {}

  private static int weight(Step step) {
    return switch (step.verb()) {
      case PULL, RESTORE, PUT_BACK, AWAIT_COMPLETED, COMPOSE_UP -> LONG;
      default -> 1;
    };
  }

  /** By the step's id; 0 for one that nothing waits for. */
  public static Map<String, Integer> of(List<Step> steps) {
    Map<String, List<Step>> waiting = new HashMap<>();
    for (Step step : steps) {
      for (String before : step.waitsFor()) {
        waiting.computeIfAbsent(before, id -> new ArrayList<>()).add(step);
      }
    }
    Map<String, Integer> need = new HashMap<>();
    steps.forEach(step -> longest(step.id(), waiting, need));
    return need;
  }

  private static int longest(
      String id, Map<String, List<Step>> waiting, Map<String, Integer> need) {
    Integer known = need.get(id);
    if (known != null) {
      return known;
    }
    int longest = 0;
    for (Step next : waiting.getOrDefault(id, List.of())) {
      longest = Math.max(longest, weight(next) + longest(next.id(), waiting, need));
    }
    need.put(id, longest);
    return longest;
  }
}
