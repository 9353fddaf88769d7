package dev.coppice.selftest;

import dev.coppice.drill.Sabotage;
import dev.coppice.engine.EngineChanges;

/**
 * An engine that does not remove one object, and says that it did.
 *
 * @param identity of the object
 */
record Left(String name, String identity) implements Sabotage {

  @Override
  public EngineChanges changes(EngineChanges honest) {
    return AlteredChanges.leaving(honest, identity);
  }
}
