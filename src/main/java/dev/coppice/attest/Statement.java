package dev.coppice.attest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.coppice.evidence.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An in-toto Statement v1 (github.com/in-toto/attestation, spec/v1/statement.md): what is said of
 * which files.
 */
public record Statement(
    @JsonProperty("_type") String type,
    List<Resource> subject,
    String predicateType,
    @Nullable Object predicate) {

  public static final String TYPE = "https://in-toto.io/Statement/v1";

  public Statement {
    subject = subject == null ? List.of() : List.copyOf(subject);
  }

  static Statement of(String predicateType, Object predicate, List<Resource> subject) {
    return new Statement(TYPE, subject, predicateType, predicate);
  }

  Envelope signed(SigningKey key) {
    return Envelope.signed(Json.line(this).getBytes(StandardCharsets.UTF_8), Envelope.IN_TOTO, key);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException where it is none
   */
  static Statement read(byte[] json) {
    try {
      return Json.read(new String(json, StandardCharsets.UTF_8), Statement.class);
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException("its payload is no statement", e);
    }
  }

  /**
   * What is said.
   *
   * @throws IllegalArgumentException where it is something else, or this is not such a statement
   */
  public <T> T predicate(String wanted, Class<T> as) {
    if (!TYPE.equals(type) || !wanted.equals(predicateType)) {
      throw new IllegalArgumentException(
          "it is a statement of type %s with a predicate of type %s, and should be of %s with %s"
              .formatted(type, predicateType, TYPE, wanted));
    }
    try {
      return Json.read(Json.line(Objects.requireNonNullElse(predicate, Map.of())), as);
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException("its predicate cannot be read", e);
    }
  }

  /** The SHA-256 that it says a file has; null where it does not speak of that file. */
  public @Nullable String sha256(String name) {
    return subject.stream()
        .filter(resource -> name.equals(resource.name()))
        .map(Resource::sha256)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
