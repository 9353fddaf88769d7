package dev.coppice.drill;

import dev.coppice.data.RescueCopies;
import dev.coppice.journal.Entry;
import dev.coppice.journal.JournalException;
import dev.coppice.journal.State;
import dev.coppice.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of the rescue copies of earlier runs once a drill has brought its stack back. */
final class Retention {

  /**
   * Copies that lie there.
   *
   * @param run that made them
   * @param newest when the last of them was made
   * @param needed whether somebody may still want them: their run is not over, or another
   *     scenario's
   */
  record Kept(String run, Instant newest, boolean needed) {}

  private final Run run;
  private final Scenario scenario;
  private final State state;
  private final RescueCopies copies;

  Retention(Run run, Prepared prepared) {
    this.run = run;
    scenario = prepared.scenario();
    state = prepared.access().state();
    copies = new RescueCopies(state.rescueCopies());
  }

  /** Runs whose copies are given up, oldest first. Pure. */
  static List<String> outlived(List<Kept> all, @Nullable Duration maxAge, Instant now) {
    return maxAge == null
        ? List.of()
        : all.stream()
            .filter(kept -> !kept.needed() && kept.newest().plus(maxAge).isBefore(now))
            .sorted(Comparator.comparing(Kept::newest).thenComparing(Kept::run))
            .map(Kept::run)
            .toList();
  }

  /**
   * Gives up what has outlived its time, and says what all copies hold.
   *
   * @param standing whether the stack of this run is back: else everything is kept
   */
  void carryOut(boolean standing) {
    if (!run.plan().command().equals("run")) {
      return;
    }
    Duration maxAge = scenario.copyRules().maxAge();
    if (standing && maxAge != null && run.recorder().hasClockJumped()) {
      run.progress()
          .note("the wall clock jumped: no rescue copy is given up by its age after this run");
    } else if (standing && maxAge != null) {
      for (String outlived : outlived(kept(), maxAge, run.clock().time().wall())) {
        giveUp(outlived);
      }
    }
    run.progress()
        .note(
            "the rescue copies of all runs hold %s; see: coppice status"
                .formatted(RescueCopies.size(copies.bytes())));
  }

  private void giveUp(String outlived) {
    for (RescueCopies.Copy copy : copies.of(outlived)) {
      run.progress()
          .note(
              "rescue copy of run %s is older than rescue-max-age and given up: volume %s, %s"
                  .formatted(outlived, copy.manifest().volume(), copy.file()));
    }
    write(Entry.Kind.INTENT, outlived);
    copies.release(outlived);
    write(Entry.Kind.DONE, outlived);
  }

  private void write(Entry.Kind kind, String outlived) {
    run.journal().write(kind, "rescue-max-age", "give up rescue copies", outlived, Map.of());
  }

  private List<Kept> kept() {
    List<Kept> kept = new ArrayList<>();
    for (String id : copies.runs()) {
      copies.of(id).stream()
          .map(copy -> copy.manifest().madeAt())
          .max(Comparator.naturalOrder())
          .ifPresent(newest -> kept.add(new Kept(id, newest, isNeeded(id))));
    }
    return kept;
  }

  private boolean isNeeded(String id) {
    try {
      Optional<PastRun> past = PastRun.read(state, id);
      return id.equals(run.id())
          || past.isEmpty()
          || !past.get().isOver()
          || past.get().awaitsPutBack(state)
          || !isOfThisScenario(past.get())
          || past.get().undoneBy(state).isPresent();
    } catch (JournalException damaged) {
      return true;
    }
  }

  private boolean isOfThisScenario(PastRun past) {
    return past.fact(PastRun.SCENARIO).equals(scenario.file().toString())
        && past.isOf(
            run.plan().project(), run.frame().engine().name(), run.frame().engine().rootDir());
  }
}
