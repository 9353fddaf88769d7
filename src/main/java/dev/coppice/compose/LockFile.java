package dev.coppice.compose;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.coppice.stack.ImageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The digests that a rebuild must use, in a file of their own: an override would change Compose's
 * hash of each service.
 *
 * @param images reference as the Compose file names it, to {@code sha256:…}
 */
public record LockFile(SortedMap<String, String> images) {

  public static final String NAME = "coppice.lock";
  public static final String FORMAT = "coppice.lock/v1";
  public static final LockFile EMPTY = new LockFile(new TreeMap<>());

  /** A digest as image references carry it. */
  static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private static final int MAX_BYTES = 4 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(SerializationFeature.INDENT_OUTPUT);

  public LockFile {
    images = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(images));
  }

  /** Where the lock of a project lies: beside its first Compose file. */
  public static Path path(ComposeFiles files) {
    return files.folder().resolve(NAME);
  }

  /** The digest that a reference is pinned to, by itself or by this lock; null where by neither. */
  public @Nullable String digestFor(String reference) {
    String own = ImageName.parse(reference).digest();
    return own != null ? own : images.get(reference);
  }

  /** This lock with more references, or with new digests for those that it has. */
  public LockFile with(Map<String, String> resolved) {
    SortedMap<String, String> all = new TreeMap<>(images);
    all.putAll(resolved);
    return new LockFile(all);
  }

  /**
   * Reads a lock; one that is not there is empty.
   *
   * @throws ComposeException input, where the file is damaged
   */
  public static LockFile read(Path file) {
    if (!Files.exists(file)) {
      return EMPTY;
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw damaged(file, "it is larger than 4 MiB", null);
      }
      return parse(file, JSON.readTree(Files.readAllBytes(file)));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      Path place =
          at == null
              ? file
              : file.resolveSibling(
                  "%s:%d:%d".formatted(file.getFileName(), at.getLineNr(), at.getColumnNr()));
      throw damaged(place, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static LockFile parse(Path file, JsonNode root) {
    if (!root.path("format").asText().equals(FORMAT)) {
      throw damaged(file, "its format is not " + FORMAT, null);
    }
    SortedMap<String, String> images = new TreeMap<>();
    root.path("images")
        .properties()
        .forEach(entry -> images.put(entry.getKey(), entry.getValue().asText()));
    images.forEach(
        (reference, digest) -> {
          if (!DIGEST.matcher(digest).matches()) {
            throw damaged(file, "the digest of %s is %s".formatted(reference, digest), null);
          }
        });
    return new LockFile(images);
  }

  private static ComposeException damaged(Path place, String why, @Nullable Throwable cause) {
    return ComposeException.input(
        "%s: the lock cannot be read: %s; write it anew with `coppice lock`".formatted(place, why),
        cause);
  }

  /** Writes the lock whole or not at all. */
  public void write(Path file) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", FORMAT);
    root.put("images", images);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes =
          ByteBuffer.wrap((JSON.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8));
      // On a full disk a write comes back short without an exception.
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "tried to write %s but failed because: %s".formatted(file, e.getMessage()), e);
    }
  }
}
