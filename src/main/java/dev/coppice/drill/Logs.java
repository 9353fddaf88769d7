package dev.coppice.drill;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineException;
import dev.coppice.evidence.Bundle;
import dev.coppice.stack.Container;

/** Keeps the last lines that the stack's containers wrote. */
final class Logs {

  private static final int LINES = 200;
  private static final int MAX_BYTES = 64 << 10;

  private Logs() {}

  static void keep(Engine engine, String project, Bundle bundle) {
    for (Container container : engine.inventory(project).containers()) {
      if (project.equals(container.project())) {
        bundle.writeText(
            Bundle.LOGS + "/" + container.name().replaceAll("[^\\w.-]", "_") + ".log",
            logs(engine, container));
      }
    }
  }

  private static String logs(Engine engine, Container container) {
    try {
      return engine.logs(container.id(), LINES, MAX_BYTES);
    } catch (EngineException e) {
      return "(" + e.getMessage() + ")\n";
    }
  }
}
