package dev.coppice.history;

import java.nio.file.Path;

/**
 * A folder among the bundles that tells nothing.
 *
 * @param scenario name of the folder that it lies in
 * @param why what is wrong with it, in a few words
 */
public record Broken(Path folder, String scenario, String why) {}
