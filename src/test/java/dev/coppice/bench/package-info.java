/**
 * Measures how fast a stack comes back: by Coppice, by Compose, and by hand against the Engine API,
 * in turn on one engine, seen by the engine's own events.
 */
package dev.coppice.bench;
