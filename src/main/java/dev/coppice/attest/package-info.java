/** Seals bundles, signs what they say, and reads such signatures: keys, envelopes, statements. */
@org.jspecify.annotations.NullMarked
package dev.coppice.attest;
