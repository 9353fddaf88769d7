package dev.coppice.stack;

/**
 * A network of the definition.
 *
 * @param key its name in the file
 * @param name its name on the engine
 * @param external whether somebody else makes and owns it
 */
public record NetworkDefinition(String key, String name, boolean external, Tree definition) {}
