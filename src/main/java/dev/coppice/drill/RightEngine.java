package dev.coppice.drill;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineException;
import dev.coppice.stack.EngineIdentity;

/**
 * Whether the engine behind the endpoint is still the one that the run was planned for. Another one
 * may have been put there while the run goes on: a moved socket, a forwarded port.
 */
final class RightEngine {

  /** Often enough for what only makes things: what destroys asks each time. */
  private static final long FRESH_NANOS = 2_000_000_000L;

  private final Engine engine;
  private final EngineIdentity planned;
  private final EngineLoss loss;
  private boolean known;
  private long askedAt;

  RightEngine(Engine engine, EngineIdentity planned, EngineLoss loss) {
    this.engine = engine;
    this.planned = planned;
    this.loss = loss;
  }

  /** Before what destroys: asks in any case. */
  void demand() {
    EngineIdentity found = found();
    if (!found.isSameAs(planned)) {
      forget();
      throw new IllegalStateException(
          "the engine at %s is %s now, and the run was planned for %s: nothing was done on it"
              .formatted(planned.endpoint(), inWords(found), inWords(planned)));
    }
    seen();
  }

  /** Before what makes or starts: asks where it was not asked a moment ago. */
  void demandLately() {
    if (!isFresh()) {
      demand();
    }
  }

  private EngineIdentity found() {
    try {
      return engine.identity();
    } catch (EngineException away) {
      if (away.status() != 0 || Thread.currentThread().isInterrupted()) {
        throw away;
      }
      loss.noticed();
      return afterwards(away);
    }
  }

  private EngineIdentity afterwards(EngineException away) {
    try {
      if (loss.isBack()) {
        return engine.identity();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw away;
  }

  private synchronized boolean isFresh() {
    return known && loss.time().nanos() - askedAt < FRESH_NANOS;
  }

  private synchronized void seen() {
    known = true;
    askedAt = loss.time().nanos();
  }

  private synchronized void forget() {
    known = false;
  }

  private static String inWords(EngineIdentity engine) {
    return "%s (id %s, root folder %s)".formatted(engine.name(), engine.id(), engine.rootDir());
  }
}
