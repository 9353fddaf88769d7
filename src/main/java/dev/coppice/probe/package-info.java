/** Questions that Coppice asks, one file a kind, and the sampler that asks them at a fixed rate. */
@org.jspecify.annotations.NullMarked
package dev.coppice.probe;
