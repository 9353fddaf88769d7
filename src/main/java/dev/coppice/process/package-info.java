/** External commands: bounded in time and bytes, run without a shell. */
@org.jspecify.annotations.NullMarked
package dev.coppice.process;
