package dev.coppice.scenario;

import java.util.List;
import java.util.stream.Collectors;

/** A scenario that cannot be used, with everything that is wrong with it. */
public final class ScenarioException extends RuntimeException {

  private final transient List<Problem> problems;

  public ScenarioException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All of them, sorted by place; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
