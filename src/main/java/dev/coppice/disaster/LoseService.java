package dev.coppice.disaster;

import dev.coppice.plan.Loss;
import dev.coppice.plan.Loss.Fate;
import dev.coppice.plan.Obstacle;
import dev.coppice.stack.Container;
import dev.coppice.stack.Fallback;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loses one service, or some of its replicas.
 *
 * @param by what happens to its containers
 * @param replicas how many, 1 or more, running ones and low numbers first; null for all
 */
public record LoseService(String service, @Fallback("kill") By by, @Nullable Integer replicas)
    implements Disaster {

  static final String KIND = "service";

  /** What happens to a container of the service. */
  public enum By {
    KILL(Fate.KILLED),
    STOP(Fate.STOPPED),
    REMOVE(Fate.REMOVED);

    private final Fate fate;

    By(Fate fate) {
      this.fate = fate;
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Whether nothing of the service is left on the engine afterwards. */
  boolean removesAll(Stack stack) {
    Service lost = stack.services().get(service);
    return by == By.REMOVE && (replicas == null || (lost != null && replicas >= lost.replicas()));
  }

  @Override
  public List<Loss> losses(Stack stack, Inventory inventory, List<Loss> earlier) {
    return candidates(stack, inventory).stream()
        .filter(container -> !Ownership.isRemoved(container, earlier))
        .limit(replicas == null ? Long.MAX_VALUE : replicas)
        .map(container -> Ownership.loss(stack, container, by.fate))
        .toList();
  }

  /** A container that does not run cannot be killed or stopped, and would count as a loss. */
  private List<Container> candidates(Stack stack, Inventory inventory) {
    return Ownership.replicas(stack, inventory).stream()
        .filter(container -> service.equals(container.service()))
        .filter(container -> by == By.REMOVE || Losing.isUp(container))
        .sorted(
            Comparator.comparing((Container container) -> !Losing.isUp(container))
                .thenComparing(Container::number))
        .toList();
  }

  @Override
  public List<Obstacle> withheld(Stack stack, Inventory inventory) {
    int wanted = replicas == null ? 1 : replicas;
    int found = candidates(stack, inventory).size();
    if (found >= wanted) {
      return List.of();
    }
    return List.of(
        new Obstacle(
            "%d of service %s should be lost (by %s) and %d %s"
                .formatted(
                    wanted,
                    service,
                    by.name().toLowerCase(java.util.Locale.ROOT),
                    found,
                    by == By.REMOVE ? "stand" : "run"),
            "bring the service up first, or lose fewer"));
  }

  @Override
  public List<Problem> problems(Stack stack, List<Disaster> earlier) {
    List<Problem> problems = new ArrayList<>();
    Service lost = stack.services().get(service);
    if (lost == null) {
      problems.add(
          new Problem(
              "service",
              null,
              "the stack has no service " + service,
              List.copyOf(stack.services().keySet())));
    } else if (replicas != null && replicas > lost.replicas()) {
      problems.add(
          new Problem(
              "replicas",
              null,
              "service %s has %d replicas, not %d".formatted(service, lost.replicas(), replicas),
              List.of()));
    }
    if (replicas != null && replicas < 1) {
      problems.add(new Problem("replicas", null, "replicas must be 1 or more", List.of()));
    }
    return problems;
  }
}
