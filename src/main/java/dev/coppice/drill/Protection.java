package dev.coppice.drill;

import dev.coppice.plan.Obstacle;
import java.util.List;
import java.util.regex.Pattern;

/** Stacks that are never cut down unless the user's own configuration allows it by name. Pure. */
final class Protection {

  private static final Pattern PRODUCTION =
      Pattern.compile("(?i)(^|[^a-z0-9])(prod|production|live)([^a-z0-9]|$)");

  private Protection() {}

  /**
   * What protects a stack.
   *
   * @param byScenario whether the scenario says {@code protect: true}
   * @param protectedNames stacks, engines or STACK@ENGINE that the user's configuration protects
   * @param allowed STACK@ENGINE that the user's configuration allows
   */
  static List<Obstacle> obstacles(
      String project,
      String engine,
      boolean byScenario,
      List<String> protectedNames,
      List<String> allowed) {
    String target = project + "@" + engine;
    if (byScenario) {
      return List.of(
          new Obstacle(
              "stack " + project + " is protected by the scenario (`protect: true`)",
              "drill a copy of it"));
    }
    if (protectedNames.contains(project)
        || protectedNames.contains(engine)
        || protectedNames.contains(target)) {
      return List.of(
          new Obstacle(target + " is protected by your configuration", "drill a copy of it"));
    }
    if (looksLikeProduction(project, engine) && !allowed.contains(target)) {
      return List.of(
          new Obstacle(
              target + " looks like production by its name",
              "drill a copy of it, or allow it in your own configuration: allow: ["
                  + target
                  + "]"));
    }
    return List.of();
  }

  private static boolean looksLikeProduction(String project, String engine) {
    return PRODUCTION.matcher(project).find() || PRODUCTION.matcher(engine).find();
  }
}
