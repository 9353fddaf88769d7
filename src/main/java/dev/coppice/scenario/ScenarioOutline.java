package dev.coppice.scenario;

import dev.coppice.history.GateRules;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The little of a scenario that concerns its past: which one it is and where its definition lies.
 * Secrets that it refers to need not be there.
 *
 * @param file absolute
 * @param sha256 of the file's bytes
 * @param gate null where it sets no rules
 */
public record ScenarioOutline(
    Path file, String sha256, String name, Scenario.StackFiles stack, @Nullable GateRules gate) {

  /**
   * Reads it; what else stands in the file is not looked at.
   *
   * @throws ScenarioException with all problems of that little, located
   */
  public static ScenarioOutline read(Path file) {
    Problems problems = new Problems(file);
    Path absolute = file.toAbsolutePath().normalize();
    ScenarioText text = ScenarioText.read(absolute, problems);
    Yaml tree = YamlReader.read(text.text(), problems);
    Binder binder =
        new Binder(ScenarioLoader.kinds(), ScenarioLoader.folder(absolute, tree), problems);
    Little little = binder.bind(Little.class, ScenarioLoader.only(Little.class, tree));
    ScenarioLoader.requireRules(tree.at("gate"), problems);
    if (little == null || !problems.sorted().isEmpty()) {
      throw new ScenarioException(problems.sorted());
    }
    GateSettings gate = little.gate();
    return new ScenarioOutline(
        absolute,
        text.sha256(),
        little.scenario(),
        Assembly.files(little.stack()),
        gate == null ? null : gate.rules());
  }

  record Little(String scenario, Settings.Definition stack, @Nullable GateSettings gate) {}
}
