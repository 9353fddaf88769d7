package dev.coppice.engine;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.core.DockerClientConfig;
import dev.coppice.stack.ImageName;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the user's own Docker configuration holds to log in to registries with. */
record RegistryLogin(DockerClientConfig config) {

  /** The header that hands the login to the engine; none where the user has none. */
  Map<String, String> header(String reference) {
    AuthConfig login = config.effectiveAuthConfig(ImageName.parse(reference).repository());
    if (login == null) {
      return Map.of();
    }
    Map<String, String> fields = new TreeMap<>();
    put(fields, "username", login.getUsername());
    put(fields, "password", login.getPassword());
    put(fields, "identitytoken", login.getIdentitytoken());
    put(fields, "registrytoken", login.getRegistrytoken());
    if (fields.isEmpty()) {
      return Map.of();
    }
    put(fields, "serveraddress", login.getRegistryAddress());
    return Map.of("X-Registry-Auth", Base64.getUrlEncoder().encodeToString(Json.bytes(fields)));
  }

  private static void put(Map<String, String> fields, String key, @Nullable String value) {
    if (value != null) {
      fields.put(key, value);
    }
  }
}
