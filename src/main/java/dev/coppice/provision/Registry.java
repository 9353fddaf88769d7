package dev.coppice.provision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coppice.plan.Obstacle;
import dev.coppice.stack.ImageName;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks registries, without an engine, whether pinned images can still be pulled whole. An engine's
 * own pull of what is present says "up to date" even where the registry has lost a layer.
 */
public final class Registry {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NEXT =
      "bring the image back into its registry, or lock one that is there (coppice lock)";

  private static final String LOGIN =
      "log in with `docker login`; a login that a credential store keeps is not read";

  private final RegistryCalls calls;
  private final String architecture;

  /**
   * @param architecture of the engine in the registry's words, such as {@code amd64}
   */
  public Registry(RegistryCalls calls, String architecture) {
    this.calls = calls;
    this.architecture = architecture;
  }

  /**
   * What keeps the images from being pulled.
   *
   * @param pinned {@code repository@sha256:…} each
   */
  public List<Obstacle> obstacles(List<String> pinned) throws InterruptedException {
    List<Obstacle> obstacles = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String reference : new LinkedHashSet<>(pinned)) {
      try {
        obstacle(reference, seen).ifPresent(obstacles::add);
      } catch (IOException e) {
        obstacles.add(
            obstacle(
                reference,
                "tried to ask %s but failed because: %s"
                    .formatted(ImageName.parse(reference).registry(), why(e))));
      }
    }
    return List.copyOf(obstacles);
  }

  private Optional<Obstacle> obstacle(String reference, Set<String> seen)
      throws IOException, InterruptedException {
    ImageName name = ImageName.parse(reference);
    String digest = String.valueOf(name.digest());
    Answer answer = manifest(name, digest);
    JsonNode list = answer.body.path("manifests");
    if (answer.why == null && list.isArray()) {
      Optional<String> ours = ours(list);
      if (ours.isEmpty()) {
        return Optional.of(obstacle(reference, "it has no manifest for linux/" + architecture));
      }
      answer = manifest(name, ours.get());
    }
    if (answer.why != null) {
      return Optional.of(obstacle(reference, answer.why));
    }
    for (String blob : blobs(answer.body)) {
      if (seen.add(name.repository() + "@" + blob)) {
        HttpResponse<byte[]> head = calls.head(name, "blobs/" + blob);
        if (!isThere(head.statusCode())) {
          return Optional.of(
              obstacle(
                  reference,
                  "its registry answers %d for blob %s".formatted(head.statusCode(), blob)));
        }
      }
    }
    return Optional.empty();
  }

  /** Blobs often lie behind a redirect to a store, which a registry gives for what it has. */
  private static boolean isThere(int status) {
    return status == 200 || status == 302 || status == 307;
  }

  /** A manifest, or why there is none. */
  private record Answer(JsonNode body, @Nullable String why) {}

  /** The bytes are hashed: a registry that answers something else is as good as none. */
  private Answer manifest(ImageName name, String digest) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = calls.get(name, "manifests/" + digest);
    JsonNode nothing = JSON.createObjectNode();
    if (response.statusCode() != 200) {
      return new Answer(
          nothing,
          "its registry answers %d for manifest %s".formatted(response.statusCode(), digest));
    }
    if (!digest.equals("sha256:" + sha256(response.body()))) {
      return new Answer(nothing, "its registry answers another manifest than " + digest);
    }
    try {
      return new Answer(JSON.readTree(response.body()), null);
    } catch (JsonProcessingException e) {
      return new Answer(nothing, "its registry answers no manifest for " + digest);
    }
  }

  private Optional<String> ours(JsonNode manifests) {
    for (JsonNode manifest : manifests) {
      JsonNode platform = manifest.path("platform");
      if (platform.path("os").asText().equals("linux")
          && platform.path("architecture").asText().equals(architecture)) {
        return Optional.of(manifest.path("digest").asText());
      }
    }
    return Optional.empty();
  }

  /** Layers that lie elsewhere by design (foreign layers, with URLs of their own) are left out. */
  private static List<String> blobs(JsonNode manifest) {
    List<String> blobs = new ArrayList<>();
    blobs.add(manifest.path("config").path("digest").asText());
    for (JsonNode layer : manifest.path("layers")) {
      if (layer.path("urls").isEmpty()) {
        blobs.add(layer.path("digest").asText());
      }
    }
    return blobs;
  }

  private static Obstacle obstacle(String reference, String why) {
    return new Obstacle(
        "image %s cannot be pulled: %s".formatted(reference, why),
        why.contains("answers 401") || why.contains("answers 403") ? LOGIN : NEXT);
  }

  private static String why(IOException e) {
    if (e instanceof ConnectException && e.getMessage() == null) {
      // Java's client says nothing where nobody listens.
      return "connection refused";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(new String(bytes, StandardCharsets.UTF_8), e);
    }
  }
}
