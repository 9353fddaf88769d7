package dev.coppice.scenario;

import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.List;

/**
 * A scenario with problems of its own whose stack can be described all the same: the names in it
 * are checked too, so that the user reads everything at once.
 */
public final class Draft {

  private final Scenario.StackFiles files;
  private final Yaml tree;
  private final Binder binder;
  private final List<Problem> own;
  private final Problems problems;

  Draft(Scenario.StackFiles files, Yaml tree, Binder binder, List<Problem> own, Problems problems) {
    this.files = files;
    this.tree = tree;
    this.binder = binder;
    this.own = List.copyOf(own);
    this.problems = problems;
  }

  /** Where its stack is defined. */
  public Scenario.StackFiles files() {
    return files;
  }

  /** Its own problems, and what does not fit the stack. */
  public ScenarioException against(Stack stack) {
    return with(ScenarioChecks.against(tree, binder, stack, problems.fresh()));
  }

  /** Its own problems, and why there is no stack to compare it with. */
  public ScenarioException without(String why) {
    Problems compose = problems.fresh();
    compose.add(tree.at("stack").place(), why);
    return with(compose.sorted());
  }

  private ScenarioException with(List<Problem> more) {
    List<Problem> all = new ArrayList<>(own);
    all.addAll(more);
    return new ScenarioException(all.stream().distinct().sorted().toList());
  }
}
