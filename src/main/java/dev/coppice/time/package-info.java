/**
 * The clocks, all waiting and all work beside: what stands on it runs by any clock, in any order.
 */
@org.jspecify.annotations.NullMarked
package dev.coppice.time;
