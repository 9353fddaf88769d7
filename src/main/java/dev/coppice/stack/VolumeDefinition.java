package dev.coppice.stack;

/**
 * A named volume of the definition.
 *
 * @param key its name in the file
 * @param name its name on the engine
 * @param external whether somebody else makes and owns it
 */
public record VolumeDefinition(String key, String name, boolean external, Tree definition) {}
