package dev.coppice.selftest;

import dev.coppice.drill.Sabotage;
import dev.coppice.scenario.Scenario;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One kind of lie that a rebuild can tell. One file a kind; {@link Mutations} lists them. */
public interface Mutation {

  /** Its name, a few words. */
  String name();

  /** What is done, in a sentence. */
  String what();

  /** Why it cannot be tried on this stack, in a few words; null where it can. */
  @Nullable String inapplicable(Subject subject);

  /** The lie told once. */
  Attempt attempt(Subject subject);

  /**
   * Whether the stack that it leaves is not the one of the definition and its data, so that it is
   * made anew.
   */
  default boolean spoils() {
    return true;
  }

  /** Whether the stack that it leaves stands without its data, so that a backup of it is stale. */
  default boolean leavesNoData() {
    return false;
  }

  /** The number of the condition that should find it out before all others. */
  int meant();

  /**
   * The check that would find it out, as it is written in the scenario. Where a condition finds it
   * out whatever the scenario asks, there is none to add.
   */
  default String check(Subject subject) {
    return ("# No check has to be added: condition %d of every run should have found this out.%n"
            + "# It is a fault of Coppice: please report it with the drill's bundle.%n")
        .formatted(meant());
  }

  /**
   * A lie that is told in one drill.
   *
   * @param scenario what the drill is told that the scenario says
   * @param longer by how much the drill has to be given more time than an honest one
   */
  record Attempt(Sabotage sabotage, UnaryOperator<Scenario> scenario, Duration longer) {

    /** One that needs no more than the sabotage. */
    static Attempt of(Sabotage sabotage) {
      return new Attempt(sabotage, UnaryOperator.identity(), Duration.ZERO);
    }
  }
}
