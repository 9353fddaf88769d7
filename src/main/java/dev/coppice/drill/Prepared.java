package dev.coppice.drill;

import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Plan;
import dev.coppice.provision.Provision;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Stack;
import java.util.List;

/**
 * A run that could begin: everything known, nothing touched.
 *
 * @param inventory what stood when the plan was made
 * @param obstacles why it may not begin: the plan's own and those of preflight; empty where it may
 */
public record Prepared(
    Access access,
    Scenario scenario,
    Stack stack,
    Inventory inventory,
    Plan plan,
    Provision provision,
    List<Obstacle> obstacles) {

  /** The same with other obstacles. */
  Prepared with(List<Obstacle> found) {
    return new Prepared(access, scenario, stack, inventory, plan, provision, List.copyOf(found));
  }

  /** Planning's view, with what stands now. */
  Situation situation(Inventory standing) {
    return new Situation(scenario, stack, standing, plan.engine());
  }
}
