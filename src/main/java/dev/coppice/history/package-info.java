/** The past of drills: what bundles tell side by side, and the rules that are held against it. */
@org.jspecify.annotations.NullMarked
package dev.coppice.history;
