package dev.coppice.simulation;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** In how many schedules each kind of thing happened. */
final class Tally {

  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

  /** Counts a schedule by all that happened in it. */
  void add(Collection<String> kinds) {
    kinds.stream()
        .distinct()
        .forEach(kind -> counts.computeIfAbsent(kind, none -> new LongAdder()).increment());
  }

  long of(String kind) {
    LongAdder count = counts.get(kind);
    return count == null ? 0 : count.sum();
  }

  /** One line for each kind. */
  String text() {
    return counts.entrySet().stream()
        .map(entry -> "%7d  %s%n".formatted(entry.getValue().sum(), entry.getKey()))
        .collect(Collectors.joining());
  }
}
