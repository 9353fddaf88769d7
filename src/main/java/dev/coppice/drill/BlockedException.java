package dev.coppice.drill;

import dev.coppice.plan.Obstacle;
import java.util.List;

/** An interrupted run cannot go on yet; the stack may be down. */
public final class BlockedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Obstacle> obstacles;

  public BlockedException(List<Obstacle> obstacles) {
    super(String.join("; ", obstacles.stream().map(Obstacle::what).toList()));
    this.obstacles = List.copyOf(obstacles);
  }

  public List<Obstacle> obstacles() {
    return obstacles;
  }
}
