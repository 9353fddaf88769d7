package dev.coppice.plan;

import java.util.Locale;

/** What a step does to its object. */
public enum Verb {
  HOLD,
  COPY,
  KILL,
  STOP,
  REMOVE_CONTAINER,
  REMOVE_NETWORK,
  REMOVE_VOLUME,
  REMOVE_IMAGE,
  PULL,
  CREATE_NETWORK,
  CREATE_VOLUME,
  CREATE,
  START,
  AWAIT_STARTED,
  AWAIT_HEALTHY,
  AWAIT_COMPLETED,
  RESTORE,
  PUT_BACK,
  COMPOSE_UP;

  /** The verb as it is written in files and output: {@code remove container}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public String toString() {
    return word();
  }
}
