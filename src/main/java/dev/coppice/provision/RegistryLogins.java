package dev.coppice.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The logins that the docker CLI keeps in its {@code config.json}. Those that it keeps in a
 * credential store are not read: such a registry is asked without a login.
 */
public final class RegistryLogins {

  private final Map<String, String> auths;

  private RegistryLogins(Map<String, String> auths) {
    this.auths = Map.copyOf(auths);
  }

  /**
   * Reads the file; one that is missing or damaged holds no login.
   *
   * @param folder {@code $DOCKER_CONFIG}, {@code ~/.docker} where that is not set
   */
  public static RegistryLogins read(Path folder) {
    Map<String, String> auths = new TreeMap<>();
    try {
      JsonNode root = new ObjectMapper().readTree(Files.readString(folder.resolve("config.json")));
      root.path("auths")
          .properties()
          .forEach(
              entry -> {
                String auth = entry.getValue().path("auth").asText("");
                if (!auth.isEmpty()) {
                  auths.put(host(entry.getKey()), auth);
                }
              });
    } catch (IOException e) {
      return new RegistryLogins(Map.of());
    }
    return new RegistryLogins(auths);
  }

  /** {@code https://index.docker.io/v1/} is how the CLI files the login of Docker Hub. */
  private static String host(String key) {
    String host = key.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    return host.equals("index.docker.io") ? "docker.io" : host;
  }

  /** What of the logins must be read nowhere, as it stands in the file and decoded. */
  public Set<String> secrets() {
    Set<String> secrets = new HashSet<>(auths.values());
    for (String auth : auths.values()) {
      try {
        String login = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
        secrets.add(login.substring(login.indexOf(':') + 1));
      } catch (IllegalArgumentException noBase64) {
        // As it stands it is among them already.
      }
    }
    return secrets;
  }

  /** The value of an Authorization header for a registry, empty where there is no login. */
  Optional<String> basic(String registry) {
    return Optional.ofNullable(auths.get(registry)).map(auth -> "Basic " + auth);
  }
}
