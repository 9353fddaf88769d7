package dev.coppice.scenario;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.HumanRecord;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people said about a run after it: {@code review.yaml}, the one file of a bundle that its
 * manifest does not list.
 */
public final class Review {

  private Review() {}

  /** As {@link RecordSettings}, and of which run it is. */
  record Shape(
      String run,
      List<String> scope,
      List<String> exclusions,
      List<String> participants,
      @Nullable String approver,
      List<String> deviations,
      List<RecordSettings.Item> deficiencies,
      List<RecordSettings.Item> correctiveActions,
      RecordSettings.@Nullable SignOff signOff,
      @Nullable String nextDate) {

    RecordSettings settings() {
      return new RecordSettings(
          scope,
          exclusions,
          participants,
          approver,
          deviations,
          deficiencies,
          correctiveActions,
          signOff,
          nextDate);
    }
  }

  /**
   * The review that lies in a bundle; nothing where there is none.
   *
   * @param run whose bundle it is
   * @throws ScenarioException with everything that is wrong with it, located; a review of another
   *     run is wrong
   */
  public static Optional<HumanRecord> in(Path bundle, String run) {
    Path file = bundle.resolve(Bundle.REVIEW);
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(read(file, run))
        : Optional.empty();
  }

  private static HumanRecord read(Path file, String run) {
    Problems problems = new Problems(file);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw problems.fatal(Place.START, "this is not a regular file");
    }
    Yaml tree = YamlReader.read(ScenarioText.read(file, problems).text(), problems);
    Path parent = file.toAbsolutePath().getParent();
    Folder folder = new Folder(parent == null ? file : parent, false);
    Shape shape = new Binder(Map.of(), folder, problems).bind(Shape.class, tree);
    String named = tree.at("run").text();
    if (named != null && !named.equals(run)) {
      problems.add(
          tree.at("run").place(),
          "this is the review of run %s, and the bundle is of run %s".formatted(named, run));
    }
    List<Problem> found = new ArrayList<>(problems.sorted());
    if (shape == null || !found.isEmpty()) {
      throw new ScenarioException(found);
    }
    try {
      return shape.settings().record();
    } catch (IllegalArgumentException unfit) {
      throw problems.fatal(tree.at("next-date").place(), String.valueOf(unfit.getMessage()));
    }
  }
}
