package dev.coppice.scenario;

import dev.coppice.history.GateRules;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules of the gate in a file of their own, for all scenarios and for single ones. */
public final class RulesFile {

  private final Yaml tree;
  private final Problems problems;
  private final @Nullable GateRules rules;
  private final Map<String, GateRules> scenarios = new LinkedHashMap<>();

  private RulesFile(Yaml tree, Problems problems, Shape shape) {
    this.tree = tree;
    this.problems = problems;
    GateSettings all = shape.rules();
    rules = all == null ? null : all.rules();
    shape.scenarios().forEach((name, settings) -> scenarios.put(name, settings.rules()));
  }

  record Shape(@Nullable GateSettings rules, Map<String, GateSettings> scenarios) {}

  /**
   * Reads it.
   *
   * @throws ScenarioException with all problems, located
   */
  public static RulesFile read(Path file) {
    Problems problems = new Problems(file);
    Yaml tree = YamlReader.read(ScenarioText.read(file, problems).text(), problems);
    Path parent = file.toAbsolutePath().getParent();
    Folder folder = new Folder(parent == null ? file : parent, false);
    Shape shape = new Binder(Map.of(), folder, problems).bind(Shape.class, tree);
    if (tree instanceof Yaml.Mapping
        && !tree.at("rules").isPresent()
        && !tree.at("scenarios").isPresent()) {
      problems.add(tree.place(), "no rule is here: `rules` and `scenarios` are missing");
    }
    ScenarioLoader.requireRules(tree.at("rules"), problems);
    tree.at("scenarios")
        .entries()
        .forEach(entry -> ScenarioLoader.requireRules(entry.value(), problems));
    if (shape == null || !problems.sorted().isEmpty()) {
      throw new ScenarioException(problems.sorted());
    }
    return new RulesFile(tree, problems, shape);
  }

  /** What is asked of a scenario: its own rules, else those for all; null where there are none. */
  public @Nullable GateRules of(String scenario) {
    return scenarios.getOrDefault(scenario, rules);
  }

  /**
   * Refuses rules of a scenario that the gate is not asked about: they would never be looked at.
   *
   * @throws ScenarioException with each of them, located
   */
  public void requireKnown(Collection<String> asked) {
    Problems unknown = problems.fresh();
    for (Yaml.Entry entry : tree.at("scenarios").entries()) {
      if (!asked.contains(entry.key())) {
        unknown.unknown(
            entry.place(),
            "rules of `%s`, and the gate is asked about no such scenario".formatted(entry.key()),
            entry.key(),
            asked);
      }
    }
    List<Problem> found = unknown.sorted();
    if (!found.isEmpty()) {
      throw new ScenarioException(found);
    }
  }
}
