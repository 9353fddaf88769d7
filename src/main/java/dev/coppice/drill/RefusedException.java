package dev.coppice.drill;

import dev.coppice.plan.Obstacle;
import java.util.List;

/** A run was refused or stopped before impact: everything is as it was. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Obstacle> obstacles;

  public RefusedException(List<Obstacle> obstacles) {
    super(String.join("; ", obstacles.stream().map(Obstacle::what).toList()));
    this.obstacles = List.copyOf(obstacles);
  }

  public RefusedException(String what, String next) {
    this(List.of(new Obstacle(what, next)));
  }

  public List<Obstacle> obstacles() {
    return obstacles;
  }
}
