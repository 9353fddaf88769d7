/** Lies about a rebuild, one at a time, and what of a scenario's checks finds each out. */
@org.jspecify.annotations.NullMarked
package dev.coppice.selftest;
