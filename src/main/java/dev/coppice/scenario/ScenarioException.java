package dev.coppice.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A scenario that cannot be used, with everything that is wrong with it. */
public final class ScenarioException extends RuntimeException {

  private final transient List<Problem> problems;
  private final transient @Nullable Draft draft;

  public ScenarioException(List<Problem> problems) {
    this(problems, null);
  }

  ScenarioException(List<Problem> problems, @Nullable Draft draft) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
    this.draft = draft;
  }

  /** What can still be compared with the stack; empty where nothing is known of that. */
  public Optional<Draft> draft() {
    return Optional.ofNullable(draft);
  }

  /** All of them, sorted by place; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
