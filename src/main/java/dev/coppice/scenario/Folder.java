package dev.coppice.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a scenario's paths start from and stay in.
 *
 * @param root absolute
 * @param anywhere whether the scenario says that its paths may lead out of it
 */
record Folder(Path root, boolean anywhere) {

  /** The absolute path of what was written; null where that is a problem, which is then added. */
  @Nullable Path resolve(String written, Place place, Problems problems) {
    if (written.isBlank()) {
      problems.add(place, "the path is empty");
      return null;
    }
    Path path;
    try {
      path = root.resolve(written).normalize();
    } catch (InvalidPathException e) {
      problems.add(place, "this is no path: " + e.getReason());
      return null;
    }
    if (!anywhere && !isInside(path)) {
      problems.add(
          place,
          "\""
              + written
              + "\" leads out of the scenario's folder: write `paths: anywhere` at the top"
              + " of the scenario if it may");
      return null;
    }
    return path;
  }

  /** A link may lead out although the path as it is written does not. */
  private boolean isInside(Path path) {
    if (!path.startsWith(root)) {
      return false;
    }
    Path existing = path;
    while (existing != null && !Files.exists(existing)) {
      // A dangling link does not exist, and would lead out as soon as its target does.
      if (Files.isSymbolicLink(existing)) {
        return false;
      }
      existing = existing.getParent();
    }
    try {
      return existing == null || !existing.startsWith(root) || leadsInside(existing);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean leadsInside(Path existing) throws IOException {
    return existing.toRealPath().startsWith(root.toRealPath());
  }
}
