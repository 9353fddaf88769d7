package dev.coppice.selftest;

import dev.coppice.drill.Sabotage;
import dev.coppice.scenario.Scenario;
import java.time.Duration;
import java.util.List;

/** Where the drills of a selftest are carried out: under all safety rules, one after the other. */
public interface Stage {

  /** Carries out a drill. */
  Drilled drill(Scenario scenario, Sabotage sabotage) throws Exception;

  /**
   * Brings the stack back honestly.
   *
   * @param sabotaged the drill that left it
   * @param anew whether nothing that it made is kept
   * @throws RuntimeException where it does not come to its steady state
   */
  void restore(Drilled sabotaged, Scenario scenario, boolean anew) throws Exception;

  /** Gives up the rescue copies of a drill whose stack has been brought back. */
  void release(Drilled over);

  /** What has just been drilled honestly. */
  Subject subject(Drilled honest);

  /** The same with the backups that can be made of the stack as it stands, without its data. */
  Subject withStale(Subject subject);

  /** What a user watches. */
  void tell(String line);

  /** Whether somebody wants it to stop. */
  boolean isStopped();

  /** Since the selftest began. */
  Duration elapsed();

  /** What can be told, in this order. */
  default List<Mutation> mutations() {
    return Mutations.ALL;
  }

  /** Whether it is to be told this time. */
  default boolean isAskedFor(Mutation mutation) {
    return true;
  }
}
