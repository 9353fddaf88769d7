/** Ways to raise a stack, one file a way. */
@org.jspecify.annotations.NullMarked
package dev.coppice.provision;
