/**
 * The command line: one file a command, console progress, exit codes; the parts are put together
 * here.
 */
@org.jspecify.annotations.NullMarked
package dev.coppice.cli;
