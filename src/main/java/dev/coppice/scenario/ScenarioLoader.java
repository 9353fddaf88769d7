package dev.coppice.scenario;

import dev.coppice.disaster.Disaster;
import dev.coppice.disaster.Disasters;
import dev.coppice.probe.Probe.Question;
import dev.coppice.probe.Questions;
import dev.coppice.probe.Telling;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a scenario's file, or says everything that is wrong with it at once. */
public final class ScenarioLoader {

  private ScenarioLoader() {}

  /** The kinds that a scenario can name. */
  static Map<Class<?>, Kinds> kinds() {
    return Map.of(
        Disaster.class, new Kinds("lose", Disasters.KINDS),
        Question.class, new Kinds(null, Questions.KINDS),
        Telling.class, new Kinds(null, Questions.TELLING));
  }

  /**
   * Loads a scenario. What can be judged without the stack is judged here, the rest by {@link
   * ScenarioChecks}.
   *
   * @param environment where {@code ${env:NAME}} is looked up
   * @throws ScenarioException with all problems, located and sorted
   */
  public static Loaded load(Path file, Map<String, String> environment) {
    Problems problems = new Problems(file);
    if (file.toString().isEmpty()) {
      throw problems.fatal(Place.START, "no file is named: the path is empty");
    }
    Path absolute = file.toAbsolutePath().normalize();
    ScenarioText text = ScenarioText.read(absolute, problems);
    Yaml written = YamlReader.read(text.text(), problems);
    Folder folder = folder(absolute, written);
    Yaml tree =
        new References(environment, folder, Questions.KINDS.keySet(), problems).resolved(written);
    Binder binder = new Binder(kinds(), folder, problems);
    Settings settings = binder.bind(Settings.class, tree);
    if (tree instanceof Yaml.Mapping) {
      new CrossChecks(tree, binder, problems).run();
    }
    List<Problem> found = problems.sorted();
    if (settings == null || !found.isEmpty()) {
      throw new ScenarioException(found, draft(tree, binder, folder, found, problems));
    }
    Scenario scenario =
        new Assembly(absolute, text.sha256(), settings).scenario(problems.secrets());
    return new Loaded(scenario, tree, problems);
  }

  /** Null where not even the stack's definition is told soundly. */
  private static @Nullable Draft draft(
      Yaml tree, Binder binder, Folder folder, List<Problem> found, Problems problems) {
    Problems ofStack = problems.fresh();
    Settings.Definition stack =
        new Binder(kinds(), folder, ofStack).bind(Settings.Definition.class, tree.at("stack"));
    return stack == null || !ofStack.sorted().isEmpty()
        ? null
        : new Draft(Assembly.files(stack), tree, binder, found, problems);
  }

  /** Whoever writes an empty gate believes that there is one. */
  static void requireRules(Yaml gate, Problems problems) {
    if (gate instanceof Yaml.Mapping && gate.entries().isEmpty()) {
      problems.add(
          gate.place(),
          "the gate names no rule: "
              + Scalars.or(Component.of(GateSettings.class).stream().map(Component::key).toList()));
    }
  }

  /** A tree without the keys at its top that a record has no component for. */
  static Yaml only(Class<?> record, Yaml tree) {
    List<String> keys = Component.of(record).stream().map(Component::key).toList();
    return tree instanceof Yaml.Mapping
        ? new Yaml.Mapping(
            tree.place(),
            tree.entries().stream().filter(entry -> keys.contains(entry.key())).toList())
        : tree;
  }

  static Folder folder(Path file, Yaml written) {
    Path parent = file.getParent();
    boolean anywhere = "anywhere".equals(written.at("paths").text());
    return new Folder(parent == null ? file : parent, anywhere);
  }
}
