package dev.coppice.drill;

import dev.coppice.journal.Holder.Life;
import dev.coppice.plan.Obstacle;
import java.util.Optional;
import java.util.function.Supplier;

/** What a run does about the lock on its stack, by what stands under the lock's name. Pure. */
sealed interface LockChoice {

  /** Nothing stands there. */
  record Make() implements LockChoice {}

  /** It is this run's own. */
  record Keep() implements LockChoice {}

  /** Nobody needs it any more who is not this run: it is removed and made with our labels. */
  record TakeOver(HeldLock from) implements LockChoice {}

  /** Somebody else's. */
  record Leave(Obstacle why) implements LockChoice {}

  /** What the journals of this machine tell of the run that holds a lock. */
  enum Journal {
    SILENT,
    UNFINISHED,
    OVER
  }

  /** What this machine tells of the run that holds a lock, and of its process. */
  record Told(Journal journal, Life life) {}

  /**
   * Who wants the lock.
   *
   * @param recovers whether it brings back what unfinished runs have cut down, and takes their
   *     place
   * @param unlock the command that clears a lock, without the run's id
   */
  record Wanting(String run, String nonce, boolean recovers, String unlock) {}

  /**
   * Before the run does anything. The lock on the file is ours by then: on this machine no other
   * process carries this very run.
   *
   * @param told asked only where the lock is not this run's own
   */
  static LockChoice first(Optional<HeldLock> found, Wanting wanting, Supplier<Told> told) {
    if (found.isEmpty()) {
      return new Make();
    }
    HeldLock held = found.get();
    if (isOf(held, wanting)) {
      return new TakeOver(held);
    }
    Told of = told.get();
    return (isLock(held) && of.journal() == Journal.OVER)
            || (wanting.recovers() && of.equals(new Told(Journal.UNFINISHED, Life.ENDED)))
        ? new TakeOver(held)
        : new Leave(obstacle(held, wanting, of));
  }

  /**
   * While the run goes on; what others removed may have to be made again.
   *
   * @param told asked only where the lock is not this run's own
   */
  static LockChoice meanwhile(Optional<HeldLock> found, Wanting wanting, Supplier<Told> told) {
    if (found.isEmpty()) {
      return new Make();
    }
    return isOf(found.get(), wanting)
        ? new Keep()
        : new Leave(obstacle(found.get(), wanting, told.get()));
  }

  /** A nonce is known to the run's own journal alone. */
  static boolean isOf(HeldLock held, Wanting wanting) {
    return held.run().equals(wanting.run()) && held.nonce().equals(wanting.nonce());
  }

  private static boolean isLock(HeldLock held) {
    return !held.stack().isEmpty() && !held.run().isEmpty();
  }

  private static Obstacle obstacle(HeldLock held, Wanting wanting, Told told) {
    if (!isLock(held)) {
      return new Obstacle(
          "container %s stands under the name of this stack's lock, and no run of Coppice made it"
              .formatted(held.name()),
          "look whose it is, and give it another name");
    }
    String unlock = wanting.unlock() + " --run " + held.run();
    String who = "stack %s is held by %s".formatted(held.stack(), held.inWords());
    String life = told.life().inWords();
    if (told.life() == Life.LIVES) {
      return new Obstacle("%s: %s".formatted(who, life), "wait for its end");
    }
    if (told.journal() == Journal.UNFINISHED) {
      return new Obstacle(
          "%s, which is unfinished: %s".formatted(who, life),
          "finish it: coppice resume " + held.run());
    }
    return told.life() == Life.ENDED
        ? new Obstacle(
            "%s, which no journal here knows: %s".formatted(who, life),
            "finish it where its journal lies, or give its lock up: " + unlock)
        : new Obstacle(
            "%s: %s".formatted(who, life),
            "wait for its end; where you know that it is dead: %s --confirm %s"
                .formatted(unlock, held.run()));
  }
}
