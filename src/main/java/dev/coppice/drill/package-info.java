/** The order of a run: planner, preflight, executor, gateway, drill, recovery and resume. */
@org.jspecify.annotations.NullMarked
package dev.coppice.drill;
