/**
 * The engine as a port, split into what reads and what changes, and its one docker-java adapter.
 */
@org.jspecify.annotations.NullMarked
package dev.coppice.engine;
