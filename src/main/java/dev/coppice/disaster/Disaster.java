package dev.coppice.disaster;

import dev.coppice.plan.Loss;
import dev.coppice.plan.Obstacle;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Stack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One kind of loss with its settings. It says what is lost and touches nothing itself. */
public interface Disaster {

  /** The kind's name in a scenario. */
  String kind();

  /**
   * What of the stack is lost, frozen by identity. Objects that are not the stack's are never in
   * the answer.
   *
   * @param earlier what disasters before this one in the scenario take already
   */
  List<Loss> losses(Stack stack, Inventory inventory, List<Loss> earlier);

  /** What it was asked to take and does not, because it is not the stack's alone. */
  default List<Obstacle> withheld(Stack stack, Inventory inventory) {
    return List.of();
  }

  /**
   * What is wrong with its settings, seen against the definition alone.
   *
   * @param earlier the disasters before this one in the scenario
   */
  default List<Problem> problems(Stack stack, List<Disaster> earlier) {
    return List.of();
  }

  /**
   * Something wrong with a setting.
   *
   * @param key the setting, such as {@code only}
   * @param value the element of it that is wrong, null where the whole setting is
   * @param candidates what could have been meant
   */
  record Problem(String key, @Nullable String value, String what, List<String> candidates) {
    public Problem {
      candidates = List.copyOf(candidates);
    }
  }
}
