/**
 * Pure decisions over the facts of a run: the conditions, equivalence, times and the critical path.
 */
@org.jspecify.annotations.NullMarked
package dev.coppice.judge;
