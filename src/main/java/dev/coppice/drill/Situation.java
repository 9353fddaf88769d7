package dev.coppice.drill;

import dev.coppice.scenario.Scenario;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Stack;

/** All that planning knows: what is wanted, what should stand, and what stands where. */
public record Situation(
    Scenario scenario, Stack stack, Inventory inventory, EngineIdentity engine) {}
