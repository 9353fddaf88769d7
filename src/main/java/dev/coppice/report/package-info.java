/** A bundle rendered for its readers, one file a format. */
@org.jspecify.annotations.NullMarked
package dev.coppice.report;
