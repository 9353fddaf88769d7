package dev.coppice.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineEndpointTest {

  private static final Map<String, String> DOCKER_HOST = Map.of("DOCKER_HOST", "tcp://h:1");

  private static CommandRunner docker(int exitCode, String stdout, String stderr) {
    return command -> {
      assertEquals(
          List.of("docker", "context", "inspect", "--format", "{{.Endpoints.docker.Host}}"),
          command.argv());
      return new CommandRunner.Result(exitCode, stdout, stderr, false);
    };
  }

  private static final CommandRunner NEVER_ASKED =
      command -> {
        throw new AssertionError("nothing is to be run, but was: " + command.argv());
      };

  @Test
  void the_scenario_outranks_the_environment() {
    assertEquals("unix:///a", EngineEndpoint.resolve("unix:///a", DOCKER_HOST, NEVER_ASKED));
  }

  @Test
  void the_environment_outranks_the_context() {
    assertEquals("tcp://h:1", EngineEndpoint.resolve(null, DOCKER_HOST, NEVER_ASKED));
  }

  @Test
  void an_empty_docker_host_counts_for_nothing() {
    assertEquals(
        "unix:///run/user/1000/docker.sock",
        EngineEndpoint.resolve(
            null, Map.of("DOCKER_HOST", ""), docker(0, "unix:///run/user/1000/docker.sock\n", "")));
  }

  @Test
  void without_a_docker_cli_it_is_the_usual_socket() {
    CommandRunner none =
        command -> {
          throw new UncheckedIOException(new IOException("no such program"));
        };
    assertEquals("unix:///var/run/docker.sock", EngineEndpoint.resolve(null, Map.of(), none));
  }

  @Test
  void a_context_that_is_not_there_is_told_in_dockers_words() {
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                EngineEndpoint.resolve(
                    null, Map.of(), docker(1, "", "context \"x\": context not found\n")));
    assertTrue(thrown.getMessage().contains("context \"x\": context not found"));
  }
}
