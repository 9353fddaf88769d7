package dev.coppice.provision;

import dev.coppice.stack.Container;

/** Is told when a container's own health command has succeeded for the first time in its life. */
@FunctionalInterface
public interface Serving {

  /** Nobody wants to know. */
  Serving UNHEARD = (container, nanos) -> {};

  /**
   * It serves.
   *
   * @param container as it was seen before it was asked
   * @param nanos when the answer was there, by the clock of the run
   */
  void serves(Container container, long nanos);
}
