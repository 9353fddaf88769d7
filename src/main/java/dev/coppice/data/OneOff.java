package dev.coppice.data;

import dev.coppice.engine.EngineChanges;
import java.util.List;

/** Makes one-off containers of a service: like its replicas, but with a command of their own. */
@FunctionalInterface
public interface OneOff {

  /**
   * Makes a container that waits to be started, with an open standard input and the marks of this
   * run.
   *
   * @return its identity
   */
  String make(EngineChanges changes, String service, List<String> command);
}
