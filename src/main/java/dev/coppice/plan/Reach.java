package dev.coppice.plan;

import dev.coppice.plan.Plan.ExpectedService;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which services an answer depends on: those that are asked, and by {@code depends_on} those that
 * these depend on, and so on.
 */
public final class Reach {

  private Reach() {}

  /**
   * The services that a question reaches.
   *
   * @param asked services that it asks itself, or whose volumes it reads
   * @param independent whether it is known not to depend on a service; then it reaches nothing
   *     through that one either
   */
  public static Set<String> of(Plan plan, Collection<String> asked, Predicate<String> independent) {
    Set<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(asked);
    while (!open.isEmpty()) {
      String service = open.remove();
      if (!independent.test(service) && reached.add(service)) {
        plan.services().stream()
            .filter(expected -> expected.name().equals(service))
            .forEach(expected -> open.addAll(expected.waitsFor()));
      }
    }
    return reached;
  }

  /** The services that nothing reaches which will be asked, as far as the definition tells. */
  public static List<ExpectedService> untouched(Plan plan) {
    List<String> asked = new ArrayList<>();
    plan.probes().forEach(probe -> asked.addAll(probe.services()));
    plan.facts().forEach(fact -> asked.addAll(fact.services()));
    if (plan.ledger() != null) {
      asked.addAll(plan.ledger().services());
    }
    return without(plan, of(plan, asked, service -> false));
  }

  /** The services of which something should stand and that are not among these. */
  public static List<ExpectedService> without(Plan plan, Set<String> reached) {
    return plan.services().stream()
        .filter(service -> service.replicas() > 0 && !reached.contains(service.name()))
        .collect(Collectors.toUnmodifiableList());
  }
}
