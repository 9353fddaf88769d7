package dev.coppice.data;

import dev.coppice.engine.Engine;
import dev.coppice.probe.Words;
import dev.coppice.process.CommandRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The docker command as data flows through it. An exec through the Engine API never tells its
 * command that the input has ended; the command line tool does.
 */
final class DockerCli {

  private static final int LAST_LINES = 5;

  private DockerCli() {}

  static List<String> exec(
      Engine engine, String container, boolean withInput, List<String> command) {
    List<String> argv = new ArrayList<>(List.of("docker", "-H", engine.identity().endpoint()));
    argv.add("exec");
    if (withInput) {
      argv.add("-i");
    }
    argv.add(container);
    argv.addAll(command);
    return argv;
  }

  /** Starts a container, gives it this process's input, and waits for its end. */
  static List<String> start(Engine engine, String container) {
    return List.of("docker", "-H", engine.identity().endpoint(), "start", "-a", "-i", container);
  }

  /** Why a command in a service did not succeed, with the last of what it said. */
  static String failure(
      List<String> command, String service, CommandRunner.Result result, Duration timeout) {
    String what = Words.bounded(command.get(0)) + " in " + service;
    if (result.timedOut()) {
      return what + " did not end within " + Words.of(timeout);
    }
    List<String> said = result.stderr().lines().filter(line -> !line.isBlank()).toList();
    String last =
        String.join(
            " | ",
            said.subList(Math.max(0, said.size() - LAST_LINES), said.size()).stream()
                .map(Words::bounded)
                .toList());
    return what + " exited " + result.exitCode() + (last.isEmpty() ? "" : ": " + last);
  }
}
