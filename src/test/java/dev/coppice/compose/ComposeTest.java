package dev.coppice.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import dev.coppice.process.CommandRunner.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeTest {

  private static final ComposeFiles FILES =
      new ComposeFiles(
          List.of(Path.of("/s/compose.yaml"), Path.of("/s/more.yaml")),
          List.of(Path.of("/s/prod.env")),
          List.of("extra"),
          "shop");

  /** A machine with a plugin and a program of their own; an empty version is "not there". */
  private static CommandRunner machine(String plugin, String program) {
    return command -> {
      String version = command.argv().get(0).equals("docker") ? plugin : program;
      if (version.isEmpty()) {
        throw new UncheckedIOException(new IOException("no such file"));
      }
      return version.startsWith("fails")
          ? new Result(1, "", "docker: 'compose' is not a docker command.", false)
          : new Result(0, version + "\n", "", false);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "2.26.1-4, 1.29.2, 2.26.1, docker",
    "v2.40.0, '', 2.40.0, docker",
    "fails, 2.20.3, 2.20.3, docker-compose",
    "'', 5.0.1, 5.0.1, docker-compose"
  })
  void takes_the_plugin_or_else_the_program(
      String plugin, String program, String version, String taken) {
    Compose compose = Compose.find(machine(plugin, program), "tcp://h:1");
    assertEquals(version, compose.version());
    assertEquals(taken, compose.command(FILES, Duration.ofSeconds(1), "ps").argv().get(0));
  }

  @Test
  void refuses_version_one_by_name() {
    ComposeException refused =
        assertThrows(
            ComposeException.class, () -> Compose.find(machine("fails", "1.29.2"), "tcp://h:1"));
    assertTrue(refused.isRefused());
    assertEquals(
        "docker-compose 1.29.2 is Compose version 1, whose life has ended; install Docker Compose"
            + " 2 or later (package docker-compose-plugin or docker-compose-v2)",
        refused.getMessage());
  }

  @Test
  void refuses_a_machine_without_compose() {
    ComposeException refused =
        assertThrows(ComposeException.class, () -> Compose.find(machine("", ""), "tcp://h:1"));
    assertTrue(refused.isRefused());
    assertTrue(refused.getMessage().startsWith("Docker Compose is not installed; install"));
  }

  @Test
  void names_engine_project_files_and_profiles_in_every_command() {
    Command command =
        Compose.find(machine("2.26.1", ""), "tcp://h:1")
            .command(FILES, Duration.ofSeconds(9), "up", "-d");
    assertEquals(
        "docker -H tcp://h:1 compose -p shop --project-directory /s --env-file /s/prod.env"
            + " -f /s/compose.yaml -f /s/more.yaml --profile extra up -d",
        String.join(" ", command.argv()));
    assertEquals("tcp://h:1", command.environment().get("DOCKER_HOST"));
    assertEquals("", command.environment().get("DOCKER_CONTEXT"));
  }

  @Test
  void says_what_compose_says_with_the_file() {
    CommandRunner runner =
        command ->
            command.argv().contains("version")
                ? new Result(0, "2.26.1", "", false)
                : new Result(
                    15,
                    "",
                    "time=\"x\" level=warning msg=\"unset\"\nservices.web.prots not allowed\n",
                    false);
    ComposeException wrong =
        assertThrows(
            ComposeException.class,
            () -> ComposeStack.describe(Compose.find(runner, "tcp://h:1"), FILES, LockFile.EMPTY));
    assertFalse(wrong.isRefused());
    assertEquals(
        "/s/compose.yaml, /s/more.yaml: docker compose config says:"
            + " services.web.prots not allowed",
        wrong.getMessage());
  }
}
