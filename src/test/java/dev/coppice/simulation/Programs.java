package dev.coppice.simulation;

/** What runs in the containers of a model. */
@FunctionalInterface
interface Programs {

  /** Nothing ever comes of it. */
  Programs IDLE = (engine, container) -> {};

  /** A container has begun to run. */
  void began(ModelEngine engine, ModelContainer container);

  /** The exit code of a command that is run in a container. */
  default int exec(ModelEngine engine, ModelContainer container) {
    return 0;
  }
}
