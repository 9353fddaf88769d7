/** The facts of a run as records, the bundle that holds them, and the verdict they carry. */
@org.jspecify.annotations.NullMarked
package dev.coppice.evidence;
