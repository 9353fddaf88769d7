package dev.coppice.compose;

import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the engine is reached: found once in a run and given to every call from then on, so that a
 * context switched meanwhile moves nothing.
 */
public final class EngineEndpoint {

  private static final String USUAL = "unix:///var/run/docker.sock";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private EngineEndpoint() {}

  /**
   * Looks in the order of the docker CLI: what the scenario names, DOCKER_HOST, the context that
   * DOCKER_CONTEXT names or that is in use, and the usual socket where there is no docker CLI.
   *
   * @param named by the scenario; null for none
   * @param environment of this process
   * @throws IllegalStateException in docker's words, where the context is not there
   */
  public static String resolve(
      @Nullable String named, Map<String, String> environment, CommandRunner commands) {
    if (named != null) {
      return named;
    }
    String host = environment.getOrDefault("DOCKER_HOST", "");
    return host.isEmpty() ? ofContext(commands) : host;
  }

  private static String ofContext(CommandRunner commands) {
    CommandRunner.Result result;
    try {
      // Without a name it describes the current context, DOCKER_CONTEXT included.
      result =
          commands.run(
              Command.of(
                  TIMEOUT,
                  "docker",
                  "context",
                  "inspect",
                  "--format",
                  "{{.Endpoints.docker.Host}}"));
    } catch (UncheckedIOException e) {
      return USUAL;
    }
    String host = result.stdout().strip();
    if (!result.succeeded() || host.isEmpty()) {
      throw new IllegalStateException(
          "tried to ask docker for its current context but failed because: %s. Name the engine in"
                  .formatted(result.timedOut() ? "it did not answer" : result.stderr().strip())
              + " the scenario or in DOCKER_HOST");
    }
    return host;
  }
}
