package dev.coppice.engine;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The way to an engine: which endpoints there are, and which version of its API is spoken. */
final class Connection {

  /** The newest Engine API that this adapter knows (Docker 27). */
  private static final ApiVersion NEWEST = new ApiVersion(1, 47);

  /** Docker 20.10. */
  private static final ApiVersion OLDEST = new ApiVersion(1, 41);

  /** Far more than is ever in use: each stream of events holds one for the whole run. */
  private static final int CONNECTIONS = 256;

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private Connection() {}

  static DockerEngine open(String endpoint, UnaryOperator<String> environmentHash) {
    String doing = "reach the engine at " + endpoint;
    if (endpoint.startsWith("ssh://")) {
      throw new EngineException(
          doing,
          "Coppice does not speak ssh. Forward the engine's socket (ssh -NL"
              + " /tmp/engine.sock:/var/run/docker.sock HOST) and name unix:///tmp/engine.sock",
          0,
          null);
    }
    if (!endpoint.matches("unix:///.+|tcp://[^/]+:\\d+/?")) {
      throw new EngineException(
          doing, "an endpoint is written unix:///PATH or tcp://HOST:PORT", 0, null);
    }
    DockerClientConfig config = config(doing, endpoint);
    DockerApi api =
        new DockerApi(
            new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .maxConnections(CONNECTIONS)
                .connectionTimeout(CONNECT)
                .build());
    try {
      ApiVersion spoken = spoken(doing, api);
      return new DockerEngine(
          api.speaking(spoken.toString()),
          new RegistryLogin(config),
          endpoint,
          spoken.toString(),
          environmentHash);
    } catch (EngineException e) {
      api.close();
      throw e;
    }
  }

  /** The user's own Docker configuration: logins, and the certificates of a TCP endpoint. */
  private static DockerClientConfig config(String doing, String endpoint) {
    try {
      return DefaultDockerClientConfig.createDefaultConfigBuilder()
          .withDockerHost(endpoint)
          .build();
    } catch (RuntimeException e) {
      throw new EngineException(doing, DockerApi.words(e), 0, e);
    }
  }

  /** Both sides know it: docker-java agrees on none by itself. */
  private static ApiVersion spoken(String doing, DockerApi api) {
    String newest = ping(doing, api);
    ApiVersion engine = ApiVersion.parse(newest);
    if (engine == null || engine.compareTo(OLDEST) < 0) {
      throw new EngineException(
          doing,
          "it speaks Engine API \"%s\", and %s (Docker 20.10) is the oldest that will do"
              .formatted(newest, OLDEST),
          0,
          null);
    }
    return engine.compareTo(NEWEST) < 0 ? engine : NEWEST;
  }

  private static String ping(String doing, DockerApi api) {
    try {
      return api.exchange(
          EngineCall.get(doing, "/_ping").within(CONNECT),
          (response, body) -> {
            String version = response.getHeader("Api-Version");
            return version == null ? "" : version;
          });
    } catch (EngineException e) {
      throw new EngineException(doing, e.why() + hint(e.why()), e.status(), e);
    }
  }

  private static String hint(String why) {
    if (why.contains("Permission denied")) {
      return ". Your user may not open this socket: join the group that owns it (usually docker)";
    }
    return ". Start the engine, or name another one in the scenario or in DOCKER_HOST";
  }

  /** A version of the Engine API: 1.9 is older than 1.41. */
  record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

    static @Nullable ApiVersion parse(String text) {
      if (!text.matches("\\d{1,4}\\.\\d{1,4}")) {
        return null;
      }
      int dot = text.indexOf('.');
      return new ApiVersion(
          Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    @Override
    public int compareTo(ApiVersion other) {
      return major == other.major
          ? Integer.compare(minor, other.minor)
          : Integer.compare(major, other.major);
    }

    @Override
    public String toString() {
      return major + "." + minor;
    }
  }
}
