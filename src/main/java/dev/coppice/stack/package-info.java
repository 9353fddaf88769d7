/** Values only: what a stack's definition says should stand, and what an engine says does stand. */
@org.jspecify.annotations.NullMarked
package dev.coppice.stack;
