package dev.coppice.cli;

import dev.coppice.evidence.HumanRecord;
import dev.coppice.history.Broken;
import dev.coppice.history.Past;
import dev.coppice.history.RunLine;
import dev.coppice.scenario.Review;
import dev.coppice.scenario.ScenarioException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A past with the reviews that lie in its bundles. */
final class Reviewed {

  private Reviewed() {}

  /** A review that is wrong is told like a bundle that is broken, and its run all the same. */
  static Past past(Past past) {
    List<RunLine> runs = new ArrayList<>();
    List<Broken> broken = new ArrayList<>(past.broken());
    for (RunLine line : past.runs()) {
      RunLine told = line;
      try {
        Optional<HumanRecord> review = Review.in(line.folder(), line.outline().run());
        if (review.isPresent()) {
          told = new RunLine(line.folder(), line.outline().reviewed(review.get()));
        }
      } catch (ScenarioException wrong) {
        broken.add(
            new Broken(
                line.folder(),
                line.outline().scenario().name(),
                "its review is wrong: " + wrong.problems().get(0)));
      }
      runs.add(told);
    }
    return new Past(runs, past.selftests(), broken);
  }
}
