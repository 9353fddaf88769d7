package dev.coppice.simulation;

/** The process is dead: nothing of it acts any more. Not an exception, so that nobody goes on. */
final class Died extends Error {

  private static final long serialVersionUID = 1L;

  Died() {
    super("the process is dead", null, false, false);
  }
}
