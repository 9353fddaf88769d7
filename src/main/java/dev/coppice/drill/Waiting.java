package dev.coppice.drill;

import dev.coppice.plan.Need;
import dev.coppice.plan.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The steps that have not begun: which of them may begin by now, those first that most others wait
 * for. What only waits, or moves much data, may begin at any time; of the short calls that keep an
 * engine busy only so many go on at once, so that those that others wait for are done sooner.
 */
final class Waiting {

  private final int atOnce;
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Map<String, Set<String>> lacking = new HashMap<>();
  private final Map<String, List<String>> unlocked = new HashMap<>();
  private final TreeSet<Place> ready;
  private final TreeSet<Place> readyAtAnyTime;
  private final Map<String, Place> places = new HashMap<>();
  private int busy;

  /** Where a step stands in the line: by need, and then by the plan. */
  private record Place(int need, int number, String id) {}

  private static final Comparator<Place> ORDER =
      Comparator.comparingInt((Place place) -> -place.need()).thenComparingInt(Place::number);

  /**
   * @param atOnce how many short calls go on at once, 1 or more
   */
  Waiting(List<Step> planned, int atOnce) {
    this.atOnce = atOnce;
    ready = new TreeSet<>(ORDER);
    readyAtAnyTime = new TreeSet<>(ORDER);
    Map<String, Integer> need = Need.of(planned);
    for (Step step : planned) {
      steps.put(step.id(), step);
      places.put(step.id(), new Place(need.getOrDefault(step.id(), 0), places.size(), step.id()));
      Set<String> before = new LinkedHashSet<>(step.waitsFor());
      lacking.put(step.id(), before);
      before.forEach(id -> unlocked.computeIfAbsent(id, key -> new ArrayList<>()).add(step.id()));
      if (before.isEmpty()) {
        isReady(step);
      }
    }
  }

  private void isReady(Step step) {
    (isShort(step) ? ready : readyAtAnyTime).add(place(step));
  }

  private Place place(Step step) {
    return Objects.requireNonNull(places.get(step.id()));
  }

  /** Whether a step is one call that the engine works on. */
  private static boolean isShort(Step step) {
    return switch (step.verb()) {
      case KILL, REMOVE_CONTAINER, REMOVE_NETWORK, REMOVE_VOLUME, CREATE, START -> true;
      default -> false;
    };
  }

  /** The step that should begin next, null where none may by now. */
  @Nullable Step next() {
    Place first = readyAtAnyTime.isEmpty() ? null : readyAtAnyTime.first();
    if (first == null && busy < atOnce && !ready.isEmpty()) {
      first = ready.first();
    }
    return first == null ? null : steps.get(first.id());
  }

  /** A step has begun. */
  void begun(Step step) {
    Place place = place(step);
    steps.remove(step.id());
    readyAtAnyTime.remove(place);
    if (ready.remove(place)) {
      busy++;
    }
  }

  /** A step that had begun has ended. */
  void ended(Step step, boolean done) {
    if (isShort(step)) {
      busy--;
    }
    for (String id : done ? unlocked.getOrDefault(step.id(), List.of()) : List.<String>of()) {
      Set<String> before = lacking.getOrDefault(id, Set.of());
      Step next = steps.get(id);
      if (before.remove(step.id()) && before.isEmpty() && next != null) {
        isReady(next);
      }
    }
  }

  /** Those that have not begun, in the order of the plan. */
  Collection<Step> left() {
    return steps.values();
  }
}
