package dev.coppice.cli;

import dev.coppice.history.Archive;
import dev.coppice.history.RunLine;
import dev.coppice.plan.Obstacle;
import dev.coppice.scenario.Scenario;
import dev.coppice.scenario.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a drill may begin now: in its window, and not too soon after the last one. */
final class Timing {

  private Timing() {}

  /** What is in the way of a drill now. */
  static List<Obstacle> obstacles(Scenario scenario, Path reports, Instant now) {
    List<Obstacle> obstacles = new ArrayList<>();
    Window window = scenario.around().window();
    if (window != null && !window.isOpen(now)) {
      obstacles.add(
          new Obstacle(
              "it is %s, and %s may be drilled only %s"
                  .formatted(window.inWords(now), scenario.name(), window.inWords()),
              window
                  .opens(now)
                  .map(at -> "run it in its window, which opens again on " + at)
                  .orElse("correct `window` in " + scenario.file())));
    }
    Duration rest = scenario.around().atMostEvery();
    if (rest != null) {
      last(scenario, reports)
          .filter(line -> line.outline().startedAt().plus(rest).isAfter(now))
          .ifPresent(
              line ->
                  obstacles.add(
                      new Obstacle(
                          "the last drill of %s, run %s, began at %s, and `at-most-every` wants %s between two"
                              .formatted(
                                  scenario.name(),
                                  line.outline().run(),
                                  line.outline().startedAt(),
                                  words(rest)),
                          "run it after " + line.outline().startedAt().plus(rest))));
    }
    return obstacles;
  }

  /** The last one that destroyed anything; one that was refused cost nobody anything. */
  private static Optional<RunLine> last(Scenario scenario, Path reports) {
    return Archive.read(reports, scenario.name()).runs().stream()
        .filter(line -> line.outline().command().equals("run"))
        .filter(line -> line.outline().impactAt() != null)
        .reduce((a, b) -> b);
  }

  private static String words(Duration time) {
    return time.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}
