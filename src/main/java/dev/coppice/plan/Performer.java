package dev.coppice.plan;

/** Carries out the steps of one verb. Deciding is over when it is called. */
@FunctionalInterface
public interface Performer {

  /**
   * Carries out one step and returns when it is done.
   *
   * @throws Exception where it could not be done; the message says what, why and what next
   */
  void perform(Step step) throws Exception;
}
