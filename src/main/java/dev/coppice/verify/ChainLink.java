package dev.coppice.verify;

import dev.coppice.evidence.Manifest;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bundle as a chain sees it.
 *
 * @param sequence its number; 0 where it has none, since it was never sealed and no plan was signed
 * @param manifest null where it was not sealed
 * @param names hashes by which the next bundle may name this one: of its manifest, of those that it
 *     replaces, and of its signed plan
 */
record ChainLink(
    Path folder,
    String scenario,
    String run,
    long sequence,
    @Nullable String previous,
    @Nullable Manifest manifest,
    Set<String> names) {

  ChainLink {
    names = Set.copyOf(names);
  }

  boolean isSealed() {
    return manifest != null;
  }
}
