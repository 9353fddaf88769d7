package dev.coppice.data;

import dev.coppice.evidence.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What is known of a rescue copy, in a file beside it.
 *
 * @param volume its name on the engine
 * @param name as the user names it: the key in the file, or SERVICE:PATH for an anonymous one
 * @param engine the engine's own name
 * @param rootDir the engine's root folder, which tells two engines of one host apart
 * @param sha256 of the copy's file, 64 hexadecimal digits
 * @param bytes length of the copy's file
 * @param onDisk of these bytes, those that take room: runs of zeros are holes
 * @param entries files, folders and links in it
 * @param madeAt when the making of it began
 * @param run that made it
 */
public record RescueManifest(
    String format,
    String volume,
    String name,
    String project,
    String engine,
    String rootDir,
    String sha256,
    long bytes,
    long onDisk,
    int entries,
    Instant madeAt,
    String run) {

  public static final String FORMAT = "coppice.rescue/v1";

  private static final String ENDING = ".manifest.json";

  private static final long MAX_BYTES = 1 << 20;

  /** Where the manifest of a copy lies. */
  static Path beside(Path copy) {
    return copy.resolveSibling(copy.getFileName() + ENDING);
  }

  /** The copy that a manifest lies beside; null where the file is no manifest. */
  static @org.jspecify.annotations.Nullable Path copyOf(Path manifest) {
    String name = String.valueOf(manifest.getFileName());
    return name.endsWith(ENDING)
        ? manifest.resolveSibling(name.substring(0, name.length() - ENDING.length()))
        : null;
  }

  /**
   * Reads the manifest of a copy.
   *
   * @throws IOException in words for a person, where there is none that can be read
   */
  static RescueManifest of(Path copy) throws IOException {
    Path file = beside(copy);
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is longer than 1 MiB");
    }
    try {
      RescueManifest manifest = Json.read(Files.readString(file), RescueManifest.class);
      if (FORMAT.equals(manifest.format()) && manifest.sha256().matches("[0-9a-f]{64}")) {
        return manifest;
      }
    } catch (UncheckedIOException | NullPointerException e) {
      throw new IOException(file + " is no manifest of a rescue copy", e);
    }
    throw new IOException(file + " is no manifest of the format " + FORMAT);
  }

  void write(Path copy) throws IOException {
    Path file = beside(copy);
    Path unfinished = DurableFile.unfinished(file);
    try (FileChannel channel = DurableFile.create(unfinished)) {
      ByteBuffer bytes = ByteBuffer.wrap(Json.pretty(this).getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    DurableFile.publish(unfinished, file);
  }
}
