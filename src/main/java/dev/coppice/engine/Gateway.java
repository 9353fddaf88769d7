package dev.coppice.engine;

/** The one way to change an engine: each call is written to the journal before it is made. */
public interface Gateway {

  /** The calls on behalf of one step of the plan. */
  EngineChanges step(String id);
}
