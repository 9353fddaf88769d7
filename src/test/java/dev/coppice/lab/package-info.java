/** A Docker engine inside a container, for tests that destroy. */
package dev.coppice.lab;
