package dev.coppice.attest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a statement is about: in-toto's ResourceDescriptor, as far as Coppice uses it.
 *
 * @param digest hash by algorithm, hexadecimal
 */
public record Resource(@Nullable String name, Map<String, String> digest) {

  public Resource {
    digest = digest == null ? Map.of() : Map.copyOf(digest);
  }

  static Resource sha256(String name, String hash) {
    return new Resource(name, Map.of("sha256", hash));
  }

  /** Its SHA-256; null where it gives none. */
  public @Nullable String sha256() {
    return digest.get("sha256");
  }
}
