package dev.coppice.cli;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineException;
import dev.coppice.journal.FailPoints;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Locale;

/** Fail points around each question to an engine; those around its changes are the gateway's. */
final class FailingReads {

  private FailingReads() {}

  /** The engine itself where no test has armed any points. */
  static Engine of(Engine engine, FailPoints points) {
    if (points == FailPoints.NONE) {
      return engine;
    }
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (proxy, method, arguments) -> {
              String point = "read." + method.getName().toLowerCase(Locale.ROOT);
              reached(points, point + ".before");
              Object answer;
              try {
                answer = method.invoke(engine, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              reached(points, point + ".after");
              return answer;
            });
  }

  private static void reached(FailPoints points, String point) {
    try {
      points.reached(point);
    } catch (IOException e) {
      throw new EngineException(point, String.valueOf(e.getMessage()), 0, e);
    }
  }
}
