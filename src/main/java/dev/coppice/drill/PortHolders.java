package dev.coppice.drill;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineException;
import dev.coppice.plan.Performer;
import dev.coppice.process.Listeners;

/** Says of a step that failed for a taken port who holds the port: the engine does not. */
final class PortHolders {

  private final Engine engine;
  private final boolean local;
  private final String run;

  PortHolders(Engine engine, boolean local, String run) {
    this.engine = engine;
    this.local = local;
    this.run = run;
  }

  Performer around(Performer performer) {
    return step -> {
      try {
        performer.perform(step);
      } catch (RuntimeException failure) {
        throw TakenPort.of(String.valueOf(failure.getMessage()))
            .map(port -> told(port, failure))
            .orElse(failure);
      }
    };
  }

  private RuntimeException told(TakenPort taken, RuntimeException failure) {
    try {
      String words =
          taken.inWords(
              engine.inventory("").containers(),
              local ? Listeners.HERE.on(taken.port()).orElse(null) : null,
              run);
      return new IllegalStateException(failure.getMessage() + "; " + words, failure);
    } catch (EngineException gone) {
      return failure;
    }
  }
}
