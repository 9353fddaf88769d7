package dev.coppice.drill;

import dev.coppice.data.RescueCopies;
import dev.coppice.journal.State;
import java.util.function.Supplier;

/** The way to an undo: whether a run can be undone at all, and what it left going comes to rest. */
public final class UndoOpening {

  private UndoOpening() {}

  /**
   * Looks into the run's journal and at its copies.
   *
   * @throws RefusedException where no undo can help
   */
  public static void requireUndoable(PastRun past, State state) {
    String id = past.id();
    String next = past.isOver() ? "its data came from the backup" : "coppice resume " + id;
    if (new RescueCopies(state.rescueCopies()).of(id).isEmpty()) {
      throw new RefusedException(
          "run %s has no rescue copies: it made none, or they were released".formatted(id), next);
    }
    if (past.impact().isEmpty()) {
      throw new RefusedException(
          "run %s lost nothing: there is nothing to undo".formatted(id), next);
    }
    if (!past.isOver() && !past.fact(PastRun.UNDOES).isEmpty()) {
      // Half of what it put back would be taken for the user's data.
      throw new RefusedException(
          "run %s is an undo itself, and unfinished".formatted(id),
          "finish it first: coppice resume " + id);
    }
    past.undoneBy(state)
        .ifPresent(
            undo -> {
              // Each of the two would wait for the other's lock.
              throw new RefusedException(
                  "run %s is being undone by run %s, which is unfinished".formatted(id, undo.id()),
                  "finish that: coppice resume " + undo.id());
            });
  }

  /**
   * Lets what an unfinished run left going come to rest, and opens its undo.
   *
   * @param settling of what an unfinished run left going; not done where it is over
   * @param opening opens the undo
   * @throws RefusedException where the run that is undone is over: everything is as it was
   * @throws BlockedException where it is unfinished: users may be without the stack
   */
  public static Opened open(PastRun past, Runnable settling, Supplier<Opened> opening) {
    if (past.isOver()) {
      return opening.get();
    }
    settling.run();
    try {
      return opening.get();
    } catch (RefusedException held) {
      throw new BlockedException(held.obstacles());
    }
  }
}
