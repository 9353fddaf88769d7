/** The write-ahead record of a run, and the lock that keeps runs apart. */
@org.jspecify.annotations.NullMarked
package dev.coppice.journal;
