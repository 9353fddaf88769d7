package dev.coppice.drill;

import dev.coppice.plan.Plan;
import dev.coppice.stack.EngineEvent;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.List;

/** What others do to the stack while a run goes on: to its containers, networks and volumes. */
final class OtherHands {

  private final boolean makesAll;
  private final OtherHand containers;
  private final OtherHandOnNetworks networks;
  private final OtherHandOnVolumes volumes;

  OtherHands(Plan plan, String run, Stack stack, Inventory before, Recorder recorder) {
    // Volumes are made by calls of the run, whoever rebuilds.
    makesAll = plan.rebuild().equals("native");
    containers = new OtherHand(plan.project(), run, makesAll, recorder::isTouched);
    networks = new OtherHandOnNetworks(stack, before, recorder::calls);
    volumes = new OtherHandOnVolumes(stack, before, recorder::calls);
  }

  /** Sentences of what the event shows somebody else to have done. */
  List<String> told(EngineEvent event) {
    List<String> told = new ArrayList<>();
    containers.told(event).ifPresent(told::add);
    volumes.told(event).ifPresent(told::add);
    if (makesAll) {
      told.addAll(networks.told(event));
    }
    return told;
  }
}
