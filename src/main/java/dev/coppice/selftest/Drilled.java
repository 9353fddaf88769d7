package dev.coppice.selftest;

import dev.coppice.evidence.Evidence;
import dev.coppice.plan.Plan;
import java.nio.file.Path;

/**
 * A drill that has ended.
 *
 * @param exit 0, 1, 3 or 4 as the contract says
 * @param ms how long it took
 */
public record Drilled(String run, int exit, Evidence evidence, Plan plan, Path bundle, double ms) {}
