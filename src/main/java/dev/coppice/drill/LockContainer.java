package dev.coppice.drill;

import dev.coppice.data.Scratch;
import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.EngineException;
import dev.coppice.journal.Holder;
import dev.coppice.stack.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The container that is the lock on a stack: its name, what it is made of, and the labels that tell
 * whose it is. It has none of Compose's, so nothing takes it for the stack's.
 */
final class LockContainer {

  private LockContainer() {}

  static String name(String stack) {
    return "coppice-lock-" + stack;
  }

  /** What the containers are made of that a run makes for its own work, its lock the first. */
  static String image(String run) {
    return Scratch.image(run);
  }

  static Map<String, Object> body(String stack, String run, String nonce, Instant now) {
    Map<String, String> labels = new TreeMap<>(Holder.here(run, now).facts());
    labels.put(Labels.LOCK, stack);
    labels.put(Labels.RUN, run);
    labels.put(Labels.NONCE, nonce);
    labels.put(Labels.STEP, EngineLock.LOCK);
    return Map.of(
        "Image",
        image(run),
        "Cmd",
        List.of("never-started"),
        "Labels",
        labels,
        "HostConfig",
        Map.of("NetworkMode", "none"));
  }

  /** What stands under the name. */
  static Optional<HeldLock> on(Engine engine, String stack) {
    // A short identity is a name too.
    return engine
        .container(name(stack))
        .filter(container -> container.name().equals(name(stack)))
        .map(HeldLock::of);
  }

  /** Something else of that run may still need it, which its resumption removes. */
  static void removeImage(Engine engine, EngineChanges changes, String run) {
    if (engine.image(image(run)).isPresent()) {
      try {
        changes.removeImage(image(run));
      } catch (EngineException inUse) {
        if (!inUse.isConflict()) {
          throw inUse;
        }
      }
    }
  }
}
