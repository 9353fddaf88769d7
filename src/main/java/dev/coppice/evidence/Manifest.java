package dev.coppice.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every file of a bundle as it was when the bundle was sealed, and the bundle's place in the chain
 * of its scenario; {@code manifest.json}.
 *
 * @param sequence from 1, counted in the folder that holds the scenario's bundles
 * @param previous hash of the manifest that has the sequence number before this one, null in the
 *     first
 * @param resumes hash of the manifest that was sealed when this run ended before; null where it
 *     never did
 * @param replaces hashes of the manifests that stood in this very bundle before, the oldest first
 * @param files sorted by path
 */
public record Manifest(
    String format,
    String run,
    String scenario,
    long sequence,
    @Nullable String previous,
    @Nullable String resumes,
    List<String> replaces,
    String planSha256,
    RunRecord.Tool tool,
    List<Sealed> files) {

  public static final String FORMAT = "coppice.manifest/v1";

  public Manifest {
    replaces = replaces == null ? List.of() : List.copyOf(replaces);
    files = files == null ? List.of() : List.copyOf(files);
  }

  /**
   * A file.
   *
   * @param path below the bundle's folder, with slashes
   */
  public record Sealed(String path, long bytes, String sha256) {}
}
