/**
 * Drills that are made to fail at every point, on engines of their own, and what must hold then.
 */
package dev.coppice.faults;
