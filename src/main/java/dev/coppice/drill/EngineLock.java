package dev.coppice.drill;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.EngineException;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.Journal;
import dev.coppice.journal.JournalException;
import dev.coppice.journal.State;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.EngineIdentity;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The lock on a stack that every machine sees: a container on the engine, made and never started.
 * Of many that make one of the same name at once, one succeeds. What is done to it stands in the
 * journal, and not among what the judge weighs: it is the tool's own.
 */
final class EngineLock {

  static final String LOCK = "lock the stack";
  static final String UNLOCK = "unlock the stack";

  /** At its end a run has waited for its engine already, if it was away. */
  private static final Duration AT_THE_END = Duration.ofSeconds(10);

  /** Somebody may remove what is looked at, or make what is to be made, a few times in a row. */
  private static final int TRIES = 5;

  private final Engine engine;
  private final State state;
  private final JournalledGateway gateway;
  private final EngineLoss loss;
  private final RunClock clock;
  private final String stack;
  private final LockChoice.Wanting wanting;
  private boolean mayStand;

  /**
   * The lock of a run, which does not hold it yet.
   *
   * @param journal of the run
   * @param planned the engine that the run is for
   */
  EngineLock(
      Access access,
      Journal journal,
      RunClock clock,
      EngineIdentity planned,
      String stack,
      LockChoice.Wanting wanting) {
    engine = access.engine();
    state = access.state();
    this.clock = clock;
    this.stack = stack;
    this.wanting = wanting;
    loss = new EngineLoss(engine, clock.time());
    gateway = gateway(engine, access.changes(), loss, journal, clock, planned);
  }

  /** The way to an engine on which nothing but locks is changed. */
  static JournalledGateway gateway(
      Engine engine,
      EngineChanges changes,
      EngineLoss loss,
      Journal journal,
      RunClock clock,
      EngineIdentity planned) {
    Recorder recorder = new Recorder(clock);
    return new JournalledGateway(
        engine,
        changes,
        loss,
        command -> {
          throw new UnsupportedOperationException("a lock needs no commands");
        },
        new RunJournal(journal, recorder, words -> {}),
        recorder,
        Redaction.none(),
        new RightEngine(engine, planned, loss),
        change -> {},
        step -> false);
  }

  /** The command that clears a lock on the engine of a scenario, without the run's id. */
  static String unlock(Scenario scenario) {
    Scenario.EngineChoice choice = scenario.engine();
    return choice == null || choice.endpoint() == null
        ? "coppice unlock"
        : "coppice unlock --engine " + choice.endpoint();
  }

  EngineLoss loss() {
    return loss;
  }

  JournalledGateway gateway() {
    return gateway;
  }

  /**
   * Takes the lock before the run does anything.
   *
   * @throws RefusedException where somebody else holds it
   */
  synchronized void take() {
    Optional<HeldLock> found = look(EngineLoss.PATIENCE);
    LockChoice choice = LockChoice.first(found, wanting, () -> told(found));
    if (choice instanceof LockChoice.Leave left) {
      throw new RefusedException(List.of(left.why()));
    }
    if (choice instanceof LockChoice.TakeOver over) {
      mayStand = true;
      remove(gateway.step(LOCK), over.from());
    }
    hold();
  }

  /**
   * Looks, before something is destroyed, whether this run holds the lock still.
   *
   * @return whether it had to be made again, since somebody had removed it
   * @throws IllegalStateException where somebody else holds it by now
   */
  synchronized boolean demand() {
    try {
      return hold();
    } catch (RefusedException held) {
      throw new IllegalStateException(
          "%s: this run lost its lock, and destroys nothing more".formatted(held.getMessage()),
          held);
    }
  }

  private boolean hold() {
    boolean made = false;
    for (int tries = 1; ; tries++) {
      Optional<HeldLock> found = look(EngineLoss.PATIENCE);
      LockChoice choice = LockChoice.meanwhile(found, wanting, () -> told(found));
      if (choice instanceof LockChoice.Leave left) {
        throw new RefusedException(List.of(left.why()));
      }
      if (choice instanceof LockChoice.Keep) {
        mayStand = true;
        return made;
      }
      make(tries);
      made = true;
    }
  }

  /** What another made in between is looked at anew. */
  private void make(int tries) {
    mayStand = true;
    EngineChanges changes = gateway.step(LOCK);
    try {
      if (engine.image(LockContainer.image(wanting.run())).isEmpty()) {
        changes.importEmptyImage(LockContainer.image(wanting.run()));
      }
      changes.createContainer(
          LockContainer.name(stack),
          LockContainer.body(stack, wanting.run(), wanting.nonce(), clock.time().wall()));
    } catch (EngineException e) {
      if ((!e.isConflict() && e.status() != 0) || tries == TRIES) {
        throw e;
      }
    }
  }

  /**
   * Gives the lock up, and removes what it was made of. One that is not this run's is left alone.
   */
  synchronized void release() {
    if (!mayStand) {
      return;
    }
    EngineChanges changes = gateway.step(UNLOCK);
    for (int tries = 1; ; tries++) {
      try {
        Optional<HeldLock> own = look(AT_THE_END).filter(held -> LockChoice.isOf(held, wanting));
        own.ifPresent(held -> changes.removeContainer(held.container()));
        if (engine.image(LockContainer.image(wanting.run())).isPresent()) {
          changes.removeImage(LockContainer.image(wanting.run()));
        }
        mayStand = false;
        return;
      } catch (EngineException e) {
        if (e.status() != 0 || tries == TRIES) {
          throw e;
        }
      } catch (UncheckedIOException unwritten) {
        // A journal that fails once may be full, and has room set aside then.
        if (tries == TRIES) {
          throw unwritten;
        }
      }
    }
  }

  /**
   * Removes a lock, by the identity that was looked at, and the image of a run that is not ours.
   */
  private void remove(EngineChanges changes, HeldLock held) {
    changes.removeContainer(held.container());
    if (!held.run().equals(wanting.run())) {
      LockContainer.removeImage(engine, changes, held.run());
    }
  }

  /** What cannot be known without an engine. */
  @FunctionalInterface
  interface Question<T> {
    T ask() throws InterruptedException;
  }

  /** Asks again where an engine that goes away gives no answer, a few times. */
  <T> T answered(Question<T> question) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return question.ask();
      } catch (EngineException away) {
        if (away.status() != 0 || tries == TRIES || !loss.isBack(AT_THE_END)) {
          throw away;
        }
      }
    }
  }

  /** What stands under the lock's name; an engine that is away is waited for. */
  private Optional<HeldLock> look(Duration patience) {
    try {
      return LockContainer.on(engine, stack);
    } catch (EngineException away) {
      if (away.status() != 0 || Thread.currentThread().isInterrupted()) {
        throw away;
      }
      loss.noticed();
      try {
        if (loss.isBack(patience)) {
          return LockContainer.on(engine, stack);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw away;
    }
  }

  private LockChoice.Told told(Optional<HeldLock> found) {
    HeldLock held = found.orElseThrow();
    return new LockChoice.Told(journal(held.run()), held.life());
  }

  private LockChoice.Journal journal(String run) {
    if (!PastRun.isId(run)) {
      return LockChoice.Journal.SILENT;
    }
    try {
      return PastRun.read(state, run)
          .map(past -> past.isOver() ? LockChoice.Journal.OVER : LockChoice.Journal.UNFINISHED)
          .orElse(LockChoice.Journal.SILENT);
    } catch (JournalException damaged) {
      return LockChoice.Journal.UNFINISHED;
    }
  }
}
