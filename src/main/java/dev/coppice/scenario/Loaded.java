package dev.coppice.scenario;

/** A scenario, with the tree that it was made of: what is wrong later is located there. */
public final class Loaded {

  private final Scenario scenario;
  private final Yaml tree;
  private final Problems problems;

  Loaded(Scenario scenario, Yaml tree, Problems problems) {
    this.scenario = scenario;
    this.tree = tree;
    this.problems = problems;
  }

  public Scenario scenario() {
    return scenario;
  }

  Yaml tree() {
    return tree;
  }

  /** An empty collector that locates in the same file and keeps the same secrets. */
  Problems newProblems() {
    return problems.fresh();
  }
}
