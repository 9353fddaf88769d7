/** Compose files to a stack, and Compose's own names, labels, hashes and the lock of its images. */
@org.jspecify.annotations.NullMarked
package dev.coppice.compose;
