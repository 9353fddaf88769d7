/** Whether a bundle is what it says it is: its files, its records, and the verdict asked anew. */
@org.jspecify.annotations.NullMarked
package dev.coppice.verify;
