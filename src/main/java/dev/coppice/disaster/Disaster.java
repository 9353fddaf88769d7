package dev.coppice.disaster;

import dev.coppice.plan.Loss;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Stack;
import java.util.List;

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
}
