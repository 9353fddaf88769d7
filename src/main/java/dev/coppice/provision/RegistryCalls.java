package dev.coppice.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coppice.stack.ImageName;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the registry API (Docker Registry HTTP API V2), each bounded in time and bytes, with the
 * credentials that the docker CLI has.
 */
public final class RegistryCalls {

  /** For one whole exchange, body included. */
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** Registries themselves take manifests of up to 4 MiB. */
  private static final int MAX_BYTES = 4 << 20;

  private static final String MANIFESTS =
      "application/vnd.oci.image.index.v1+json,"
          + "application/vnd.docker.distribution.manifest.list.v2+json,"
          + "application/vnd.oci.image.manifest.v1+json,"
          + "application/vnd.docker.distribution.manifest.v2+json";
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final RegistryLogins logins;
  private final Map<String, String> schemes = new ConcurrentHashMap<>();
  private final Map<String, String> authorizations = new ConcurrentHashMap<>();

  public RegistryCalls(RegistryLogins logins) {
    this.logins = logins;
  }

  HttpResponse<byte[]> get(ImageName name, String path) throws IOException, InterruptedException {
    return call(name, path, "GET");
  }

  HttpResponse<byte[]> head(ImageName name, String path) throws IOException, InterruptedException {
    return call(name, path, "HEAD");
  }

  private HttpResponse<byte[]> call(ImageName name, String path, String method)
      throws IOException, InterruptedException {
    String host = host(name.registry());
    String scope = "repository:%s:pull".formatted(name.path());
    String rest = "://%s/v2/%s/%s".formatted(host, name.path(), path);
    HttpResponse<byte[]> response = send(host, rest, method, authorizations.get(host + scope));
    if (response.statusCode() == 401) {
      Optional<String> authorization = authorization(name.registry(), scope, response);
      if (authorization.isPresent()) {
        authorizations.put(host + scope, authorization.get());
        response = send(host, rest, method, authorization.get());
      }
    }
    return response;
  }

  private static String host(String registry) {
    return registry.equals("docker.io") ? "registry-1.docker.io" : registry;
  }

  /**
   * Finds out once how a host speaks. Far away plain HTTP comes second, as for an engine that is
   * told that a registry is insecure; what comes that way is hashed, and no login goes that way.
   * Nearby it comes first: a server that expects TLS answers it with 400 or hangs up.
   */
  private HttpResponse<byte[]> send(String host, String rest, String method, @Nullable String login)
      throws IOException, InterruptedException {
    String known = schemes.get(host);
    if (known != null) {
      boolean safe = known.equals("https") || isNear(host);
      return exchange(URI.create(known + rest), method, safe ? login : null);
    }
    String first = isNear(host) ? "http" : "https";
    String second = isNear(host) ? "https" : "http";
    IOException failed;
    try {
      HttpResponse<byte[]> response = exchange(URI.create(first + rest), method, null);
      if (response.statusCode() != 400) {
        schemes.put(host, first);
        return response;
      }
      failed = new IOException("it answers 400 to " + first);
    } catch (CappedBody.TooLong e) {
      throw e;
    } catch (IOException e) {
      failed = e;
    }
    try {
      HttpResponse<byte[]> response = exchange(URI.create(second + rest), method, null);
      schemes.put(host, second);
      return response;
    } catch (IOException e) {
      failed.addSuppressed(e);
      throw failed;
    }
  }

  /** This machine and private networks. */
  static boolean isNear(String host) {
    String bare = host.replaceFirst(":\\d+$", "");
    return bare.equals("localhost")
        || bare.equals("[::1]")
        || bare.matches("(127|10)(\\.\\d{1,3}){3}")
        || bare.matches("192\\.168(\\.\\d{1,3}){2}")
        || bare.matches("172\\.(1[6-9]|2\\d|3[01])(\\.\\d{1,3}){2}");
  }

  private HttpResponse<byte[]> exchange(URI uri, String method, @Nullable String authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .header("Accept", MANIFESTS)
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    // The request's own timeout ends with the headers: a dripping body would go on for ever.
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request.build(), headers -> new CappedBody(BodySubscribers.ofByteArray(), MAX_BYTES));
    try {
      return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer within %d s".formatted(TIMEOUT.toSeconds()), e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof IOException io
          ? io
          : new IOException(String.valueOf(cause == null ? e : cause.getMessage()), e);
    }
  }

  /** Answers a registry's challenge: Basic with the login itself, Bearer with a token for it. */
  private Optional<String> authorization(
      String registry, String scope, HttpResponse<byte[]> response)
      throws IOException, InterruptedException {
    Optional<String> login = logins.basic(registry);
    String challenge = response.headers().firstValue("WWW-Authenticate").orElse("");
    if (challenge.regionMatches(true, 0, "Basic", 0, 5)) {
      return login;
    }
    Map<String, String> parameters = new HashMap<>();
    Matcher parameter = PARAMETER.matcher(challenge);
    while (parameter.find()) {
      parameters.put(parameter.group(1), parameter.group(2));
    }
    String realm = parameters.get("realm");
    if (!challenge.regionMatches(true, 0, "Bearer", 0, 6) || realm == null) {
      return Optional.empty();
    }
    List<String> query = new ArrayList<>();
    query.add("scope=" + encoded(scope));
    if (parameters.get("service") != null) {
      query.add("service=" + encoded(parameters.get("service")));
    }
    URI uri = URI.create(realm + (realm.contains("?") ? "&" : "?") + String.join("&", query));
    // A realm over plain HTTP would show the login to the whole way there.
    boolean safe = "https".equals(uri.getScheme()) || isNear(String.valueOf(uri.getAuthority()));
    HttpResponse<byte[]> token = exchange(uri, "GET", safe ? login.orElse(null) : null);
    if (token.statusCode() != 200) {
      return Optional.empty();
    }
    JsonNode body = JSON.readTree(token.body());
    String text = body.path("token").asText(body.path("access_token").asText(""));
    return text.isEmpty() ? Optional.empty() : Optional.of("Bearer " + text);
  }

  private static String encoded(@Nullable String text) {
    return URLEncoder.encode(String.valueOf(text), StandardCharsets.UTF_8);
  }
}
