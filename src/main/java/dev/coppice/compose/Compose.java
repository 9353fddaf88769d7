package dev.coppice.compose;

import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import dev.coppice.process.CommandRunner.Result;
import dev.coppice.stack.NewerKeys;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Docker Compose as it is installed here, always asked with the endpoint resolved for the run. */
public final class Compose {

  private static final Duration QUICKLY = Duration.ofSeconds(60);
  private static final Pattern VERSION = Pattern.compile("v?(\\d+(?:\\.\\d+)*)");
  private static final Pattern UNKNOWN_KEY =
      Pattern.compile("Additional property (\\S+) is not allowed");
  private static final String INSTALL =
      "install Docker Compose 2 or later (package docker-compose-plugin or docker-compose-v2)";

  private final CommandRunner runner;
  private final List<String> program;
  private final Map<String, String> environment;
  private final String version;

  private Compose(
      CommandRunner runner, List<String> program, Map<String, String> environment, String version) {
    this.runner = runner;
    this.program = List.copyOf(program);
    this.environment = Map.copyOf(environment);
    this.version = version;
  }

  /**
   * Finds the plugin of the docker CLI, or else the program that stands alone.
   *
   * @throws ComposeException refused, where there is none of version 2 or later
   */
  public static Compose find(CommandRunner runner, String endpoint) {
    // An empty DOCKER_CONTEXT is none: a context of the caller's must not lead to another engine.
    Map<String, String> environment = Map.of("DOCKER_HOST", endpoint, "DOCKER_CONTEXT", "");
    List<String> found = new ArrayList<>();
    for (List<String> program :
        List.of(List.of("docker", "-H", endpoint, "compose"), List.of("docker-compose"))) {
      String answer = versionOf(runner, program, environment);
      Matcher version = VERSION.matcher(answer);
      if (version.lookingAt() && !version.group(1).startsWith("1.")) {
        return new Compose(runner, program, environment, version.group(1));
      }
      if (version.lookingAt()) {
        found.add(program.get(0) + " " + answer.strip());
      }
    }
    throw ComposeException.refused(
        found.isEmpty()
            ? "Docker Compose is not installed; " + INSTALL
            : "%s is Compose version 1, whose life has ended; %s"
                .formatted(String.join(", ", found), INSTALL));
  }

  private static String versionOf(
      CommandRunner runner, List<String> program, Map<String, String> environment) {
    List<String> argv = new ArrayList<>(program);
    argv.addAll(List.of("version", "--short"));
    try {
      Result result = runner.run(new Command(argv, null, environment, null, null, QUICKLY));
      return result.succeeded() ? result.stdout().strip() : "";
    } catch (UncheckedIOException absent) {
      return "";
    }
  }

  /** The version without what a distribution adds, such as {@code 2.26.1}. */
  public String version() {
    return version;
  }

  /** A Compose command on a project, to be run by whoever journals it. */
  public Command command(ComposeFiles files, Duration timeout, String... arguments) {
    return command(files, files.folder(), timeout, arguments);
  }

  private Command command(ComposeFiles files, Path folder, Duration timeout, String... arguments) {
    List<String> argv = new ArrayList<>(program);
    argv.addAll(files.options(folder));
    argv.addAll(List.of(arguments));
    return new Command(argv, folder, environment, null, null, timeout);
  }

  /**
   * Asks Compose about files as if they lay in the folder.
   *
   * @throws ComposeException input, in Compose's own words
   */
  String ask(ComposeFiles files, Path folder, String... arguments) {
    Result result = runner.run(command(files, folder, QUICKLY, arguments));
    if (!result.succeeded()) {
      throw ComposeException.input(
          "%s: docker compose %s says: %s"
              .formatted(
                  files.named(),
                  arguments[0],
                  result.timedOut()
                      ? "nothing within 60 s"
                      : words(result.stderr()) + newer(result)),
          null);
    }
    return result.stdout();
  }

  /** What an older Compose cannot know: that the key exists. */
  private String newer(Result result) {
    Matcher unknown = UNKNOWN_KEY.matcher(result.stderr());
    return unknown.find()
        ? NewerKeys.neededByWord(unknown.group(1), version)
            .map(
                needed ->
                    "\n  %s needs Compose %s or later; here is %s"
                        .formatted(unknown.group(1), needed, version))
            .orElse("")
        : "";
  }

  /** What Compose wrote, without its warnings. */
  private static String words(String stderr) {
    List<String> lines =
        stderr.lines().filter(line -> !line.contains("level=warning") && !line.isBlank()).toList();
    return lines.isEmpty() ? stderr.strip() : String.join("\n  ", lines);
  }
}
