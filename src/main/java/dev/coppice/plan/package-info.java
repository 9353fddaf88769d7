/** What will be done, as values: a plan, its steps and their causes, and the graph they form. */
@org.jspecify.annotations.NullMarked
package dev.coppice.plan;
