package dev.coppice.drill;

import dev.coppice.evidence.Evidence;
import dev.coppice.plan.Obstacle;
import java.nio.file.Path;
import java.util.List;

/**
 * How a run ended.
 *
 * @param exitCode 0, 1, 3 or 4 as the contract says
 * @param bundle the run's folder
 * @param obstacles why it was stopped before impact; empty where it went on
 */
public record Ending(int exitCode, Evidence evidence, Path bundle, List<Obstacle> obstacles) {}
