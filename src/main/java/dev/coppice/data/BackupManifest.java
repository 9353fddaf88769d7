package dev.coppice.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a backup, in a file beside it.
 *
 * @param bytes length of the backup's file
 * @param sha256 of the backup's file, 64 hexadecimal digits
 * @param madeAt when the making of it began: nothing written later is surely in it
 * @param source null where Coppice did not make it
 */
public record BackupManifest(
    String format,
    String name,
    long bytes,
    String sha256,
    Instant madeAt,
    @Nullable Source source) {

  public static final String FORMAT = "coppice.backup/v1";

  private static final long MAX_BYTES = 1 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  public BackupManifest {
    Objects.requireNonNull(name);
    Objects.requireNonNull(madeAt);
    if (!format.equals(FORMAT)) {
      throw new IllegalArgumentException("its format is not " + FORMAT);
    }
    if (bytes < 0 || !sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("its bytes or sha256 are none");
    }
  }

  /**
   * Where a backup came from.
   *
   * @param container the identity of the container in which the command ran
   * @param image the engine's identity of the image that the container ran
   * @param engine the engine's own name
   */
  public record Source(
      String project,
      String service,
      List<String> command,
      String container,
      String image,
      String engine) {

    public Source {
      command = List.copyOf(command);
    }
  }

  /** Where the manifest of a backup lies. */
  public static Path beside(Path backup) {
    return backup.resolveSibling(backup.getFileName() + ".manifest.json");
  }

  /**
   * Reads the manifest of a backup.
   *
   * @throws IOException in words for a person, where there is none that can be read
   */
  public static BackupManifest of(Path backup) throws IOException {
    Path file = beside(backup);
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("it is longer than 1 MiB");
    }
    try {
      @Nullable BackupManifest manifest = JSON.readValue(file.toFile(), BackupManifest.class);
      if (manifest != null) {
        return manifest;
      }
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new IOException(refused.getMessage(), e);
      }
    }
    throw new IOException("it is no backup manifest");
  }

  void write(Path backup) throws IOException {
    Path file = beside(backup);
    Path unfinished = DurableFile.unfinished(file);
    try (FileChannel channel = DurableFile.create(unfinished)) {
      JSON.writeValue(Channels.newOutputStream(channel), this);
    }
    DurableFile.publish(unfinished, file);
  }
}
