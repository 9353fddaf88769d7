package dev.coppice.history;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Phase;
import dev.coppice.evidence.Evidence.ServiceResult;
import dev.coppice.evidence.Evidence.StepResult;
import dev.coppice.history.Comparison.Move;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What took another time in one run than in the other: phases, services, steps. Pure. */
final class Moves {

  /** Milliseconds; less is noise in every run. */
  private static final double LEAST = 10;

  /** Phases between impact and recovery of which nothing smaller tells where their time went. */
  private static final Set<String> WHOLE = Set.of("destroy", "outage");

  private Moves() {}

  /** A length of time and whether the recovery waited for it. */
  private record Took(double ms, boolean onPath) {}

  /** The greatest move on a critical path first, then the others on it, then the rest. */
  static List<Move> between(Evidence before, Evidence after) {
    List<Move> moves = new ArrayList<>();
    add("phase", phases(before), phases(after), moves);
    add("service", services(before), services(after), moves);
    add("step", steps(before), steps(after), moves);
    moves.removeIf(move -> Math.abs(move.ms()) < LEAST);
    moves.sort(
        Comparator.comparing((Move move) -> !move.onCriticalPath())
            .thenComparing(move -> -Math.abs(move.ms()))
            // Of two that moved alike, a service says more to people than its steps.
            .thenComparing(Move::kind)
            .thenComparing(Move::name));
    return moves;
  }

  private static void add(
      String kind, Map<String, Took> before, Map<String, Took> after, List<Move> moves) {
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      Took then = before.get(name);
      Took now = after.get(name);
      moves.add(new Move(kind, name, ms(then), ms(now), isOnPath(then) || isOnPath(now)));
    }
  }

  private static @Nullable Double ms(@Nullable Took took) {
    return took == null ? null : took.ms();
  }

  private static boolean isOnPath(@Nullable Took took) {
    return took != null && took.onPath();
  }

  private static Map<String, Took> phases(Evidence evidence) {
    Map<String, Took> phases = new LinkedHashMap<>();
    for (Phase phase : evidence.phases()) {
      phases.put(phase.name(), new Took(phase.ms(), WHOLE.contains(phase.name())));
    }
    return phases;
  }

  /** From the first of its containers made to the last one ready: what it waits for is not its. */
  private static Map<String, Took> services(Evidence evidence) {
    Map<String, Took> services = new LinkedHashMap<>();
    for (ServiceResult service : evidence.services()) {
      Double ready = service.readyMs();
      Double from = service.startedMs() == null ? service.createdMs() : service.startedMs();
      if (ready != null && from != null) {
        services.put(service.name(), new Took(Math.max(0, ready - from), service.onCriticalPath()));
      }
    }
    return services;
  }

  /** A step of one id that was done twice counts as often as it was done. */
  private static Map<String, Took> steps(Evidence evidence) {
    Map<String, Took> steps = new LinkedHashMap<>();
    for (StepResult step : evidence.steps()) {
      steps.merge(
          step.id(),
          new Took(step.ms(), step.onCriticalPath()),
          (a, b) -> new Took(a.ms() + b.ms(), a.onPath() || b.onPath()));
    }
    return steps;
  }
}
