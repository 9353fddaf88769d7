package dev.coppice.selftest;

import dev.coppice.drill.Sabotage;
import dev.coppice.engine.EngineChanges;
import java.util.function.Predicate;

/**
 * An engine that does not remove an object, and says that it did.
 *
 * @param isMeant whether an identity is that object's
 */
record Left(String name, Predicate<String> isMeant) implements Sabotage {

  @Override
  public EngineChanges changes(EngineChanges honest) {
    return AlteredChanges.leaving(honest, isMeant);
  }
}
