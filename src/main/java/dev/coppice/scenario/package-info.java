/** The file a user writes: its records, its loader, and problems located in it. */
@org.jspecify.annotations.NullMarked
package dev.coppice.scenario;
