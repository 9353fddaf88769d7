package dev.coppice.attest;

import org.jspecify.annotations.Nullable;

/**
 * A bundle's place in the chain of its scenario.
 *
 * @param sequence from 1
 * @param previous hash of what stands one place before, null in the first
 */
public record Place(long sequence, @Nullable String previous) {}
