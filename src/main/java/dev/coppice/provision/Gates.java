package dev.coppice.provision;

import java.util.Locale;

/** Whose word opens what waits for a service to be healthy. */
public enum Gates {
  /** The first success of the service's own health command, or the engine's word. */
  EAGER,
  /** The engine's word alone, as it would be with Compose. */
  ENGINE;

  /** As it is written in a scenario and in the settings of a step. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
