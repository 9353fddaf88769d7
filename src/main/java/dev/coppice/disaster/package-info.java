/** What can be lost, one file a kind. */
@org.jspecify.annotations.NullMarked
package dev.coppice.disaster;
