package dev.coppice.cli;

import dev.coppice.data.RescueCopies;
import dev.coppice.drill.PastRun;
import dev.coppice.journal.Entry;
import dev.coppice.journal.JournalException;
import dev.coppice.journal.RunLock;
import dev.coppice.journal.State;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How things stand on this machine, by what its state folder holds.
 *
 * @param runs that are not over, oldest first
 * @param copies rescue copies that are kept
 * @param copiesBytes what they all hold on the disk
 * @param damaged what cannot be read, in words
 */
record Standing(List<Unfinished> runs, List<Kept> copies, long copiesBytes, List<String> damaged) {

  /**
   * A run that is not over.
   *
   * @param since when it began, ISO-8601
   * @param running whether a living process holds its stack
   * @param holder who holds it, empty where nobody does
   * @param next the command that helps
   */
  record Unfinished(
      String run,
      String command,
      String stack,
      String engine,
      String endpoint,
      String since,
      String phase,
      boolean pastImpact,
      boolean running,
      String holder,
      String next) {}

  /**
   * Rescue copies of one run.
   *
   * @param bytes that they take on the disk
   * @param awaitsPutBack whether the scenario wants them put back and nobody has done it yet
   */
  record Kept(
      String run,
      List<String> volumes,
      long bytes,
      String folder,
      boolean awaitsPutBack,
      String next) {}

  Standing {
    runs = List.copyOf(runs);
    copies = List.copyOf(copies);
    damaged = List.copyOf(damaged);
  }

  static Standing of(State state) {
    List<String> damaged = new ArrayList<>(PastRun.damaged(state));
    List<Unfinished> runs =
        PastRun.unfinished(state).stream().map(run -> unfinished(state, run)).toList();
    List<Kept> copies = new ArrayList<>();
    RescueCopies all = new RescueCopies(state.rescueCopies());
    for (String run : all.runs()) {
      try {
        copies.add(kept(state, all, run));
      } catch (UncheckedIOException unreadable) {
        damaged.add(Failures.words(unreadable));
      }
    }
    return new Standing(runs, copies, copies.stream().mapToLong(Kept::bytes).sum(), damaged);
  }

  private static Unfinished unfinished(State state, PastRun run) {
    String lock = Workbench.lockName(run.fact("project"), run.fact("engine"), run.fact("rootDir"));
    boolean running = RunLock.isHeld(state.locks(), lock);
    return new Unfinished(
        run.id(),
        run.fact("command"),
        run.fact("project"),
        run.fact("engine"),
        run.fact("endpoint"),
        run.fact("startedAt"),
        phase(run),
        run.impact().isPresent(),
        running,
        running ? RunLock.holder(state.locks(), lock) : "",
        running
            ? "wait for its end"
            : "coppice resume " + run.undoneBy(state).map(PastRun::id).orElse(run.id()));
  }

  private static String phase(PastRun run) {
    return run.entries().stream()
        .filter(entry -> entry.kind() == Entry.Kind.PHASE)
        .map(entry -> entry.facts().getOrDefault("phase", "none"))
        .reduce("none", (first, last) -> last);
  }

  private static Kept kept(State state, RescueCopies all, String run) {
    return new Kept(
        run,
        all.all(run).stream().map(copy -> copy.manifest().volume()).distinct().toList(),
        all.bytes(run),
        all.folder(run).toString(),
        awaitsPutBack(state, run),
        isOver(state, run)
            ? "coppice undo %s puts them back, coppice release %s gives them up".formatted(run, run)
            : "coppice resume %s goes on, coppice undo %s goes back".formatted(run, run));
  }

  private static boolean awaitsPutBack(State state, String run) {
    return PastRun.readable(state, run).filter(past -> past.awaitsPutBack(state)).isPresent();
  }

  private static boolean isOver(State state, String run) {
    try {
      return PastRun.read(state, run).map(PastRun::isOver).orElse(true);
    } catch (JournalException damaged) {
      return false;
    }
  }
}
