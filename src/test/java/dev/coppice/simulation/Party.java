package dev.coppice.simulation;

/** Who acts in a modelled world. */
enum Party {
  /** Whoever raised the stack before any run. */
  OPERATOR,
  /** A process of the tool. */
  TOOL,
  /** Somebody who has nothing to do with the stack. */
  STRANGER,
  /** The engine by itself, and the programs in its containers. */
  ENGINE
}
