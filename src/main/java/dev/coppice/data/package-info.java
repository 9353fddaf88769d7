/** Bringing data back: backup, restore and rescue copies. */
@org.jspecify.annotations.NullMarked
package dev.coppice.data;
