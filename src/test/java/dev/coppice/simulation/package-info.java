/**
 * The code of a drill over a modelled engine: on one thread, by a clock of its own, in an order
 * that a seed chooses, while processes die, the engine crashes and strangers act.
 */
package dev.coppice.simulation;
