package dev.coppice.drill;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.evidence.RunClock;
import dev.coppice.journal.Entry;
import dev.coppice.journal.FailPoints;
import dev.coppice.journal.Holder;
import dev.coppice.journal.Journal;
import dev.coppice.journal.State;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.Labels;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Clears the lock of a run whose process is dead; who did so stays written down. */
public final class Unlocking {

  private Unlocking() {}

  /** The lock that a run holds on an engine. */
  public static Optional<HeldLock> heldBy(Engine engine, String run) {
    return engine.inventory("").containers().stream()
        .filter(container -> container.labels().containsKey(Labels.LOCK))
        .map(HeldLock::of)
        .filter(held -> held.run().equals(run))
        .findFirst();
  }

  /**
   * Removes a lock by the identity that was looked at, and the image that it is made of.
   *
   * @return the journal that says so
   */
  public static Path clear(
      Engine engine,
      EngineChanges changes,
      State state,
      FailPoints failPoints,
      RunClock clock,
      HeldLock held) {
    EngineIdentity identity = engine.identity();
    Path file = state.unlocked(held.run(), clock.startedAt());
    try (Journal journal = Journal.create(file, held.run(), clock, failPoints)) {
      Map<String, String> facts = new TreeMap<>(Holder.here(held.run(), clock.startedAt()).facts());
      facts.put(PastRun.COMMAND, "unlock");
      facts.put(PastRun.PROJECT, held.stack());
      facts.put(PastRun.ENGINE, identity.name());
      facts.put(PastRun.ENDPOINT, identity.endpoint());
      facts.put("held", held.inWords());
      journal.write(Entry.Kind.RUN, facts);
      EngineLoss loss = new EngineLoss(engine, clock.time());
      EngineChanges journalled =
          EngineLock.gateway(engine, changes, loss, journal, clock, identity)
              .step(EngineLock.UNLOCK);
      journalled.removeContainer(held.container());
      LockContainer.removeImage(engine, journalled, held.run());
      journal.write(Entry.Kind.END, PastRun.exitFact(ExitCode.OK));
    }
    return file;
  }
}
