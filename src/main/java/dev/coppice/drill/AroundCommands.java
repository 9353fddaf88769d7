package dev.coppice.drill;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Redaction;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import dev.coppice.scenario.Scenario;
import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The commands that the user wants run before a drill and at its end. */
final class AroundCommands {

  static final String BEFORE = "before";
  static final String AFTER = "after";

  /** For each command; whoever needs longer says so to nobody who waits. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Scenario.Around around;
  private final Path folder;
  private final Bundle bundle;
  private final Map<String, String> told;
  private final Redaction ownSecrets;
  private final Function<String, CommandRunner> commands;
  private boolean begun;

  /**
   * Knows what to run.
   *
   * @param folder of the scenario
   * @param commands for {@link #BEFORE} and {@link #AFTER}
   * @param told what the commands find in their environment
   * @param environment of this process: what is secret in it by its name is kept out of the logs
   */
  AroundCommands(
      Scenario.Around around,
      Path folder,
      Bundle bundle,
      Map<String, String> told,
      Map<String, String> environment,
      Function<String, CommandRunner> commands) {
    this.around = around;
    this.folder = folder;
    this.commands = commands;
    this.bundle = bundle;
    this.told = Map.copyOf(told);
    ownSecrets =
        new Redaction(
            environment.entrySet().stream()
                .filter(variable -> Redaction.tells(variable.getKey()))
                .map(Map.Entry::getValue)
                .toList(),
            Set.of());
  }

  /** What is run around which runs: on the bad day nothing may stand in the way. */
  static Scenario.Around of(Scenario scenario, String command) {
    return command.equals("run") ? scenario.around() : Scenario.Around.NOTHING;
  }

  /** The run was begun by another process: what comes at the end is due. */
  void goesOn() {
    begun = true;
  }

  /** What the commands of a run are told of it. */
  static Map<String, String> told(String run, String project, String engine) {
    return Map.of("COPPICE_RUN", run, "COPPICE_STACK", project, "COPPICE_ENGINE", engine);
  }

  /**
   * Runs what comes first.
   *
   * @throws RefusedException with the first that failed; those after it are not run
   */
  void before() throws InterruptedException {
    begun = true;
    List<List<String>> all = around.before();
    for (int i = 0; i < all.size(); i++) {
      String failure = run(BEFORE, i, all.get(i));
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!failure.isEmpty()) {
        throw new RefusedException(
            failure, "mend that and start the run again; its output is in " + log(BEFORE, i));
      }
    }
  }

  /**
   * Runs what comes at the end, all of it, where the run had come to its beginning; gives a
   * sentence for each that failed.
   */
  List<String> after() {
    List<List<String>> all = begun ? around.after() : List.of();
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      String failure = run(AFTER, i, all.get(i));
      if (!failure.isEmpty()) {
        failures.add(failure);
      }
    }
    return failures;
  }

  /** Empty where it ended well. */
  private String run(String when, int index, List<String> argv) {
    Map<String, String> environment = new TreeMap<>(told);
    environment.put("COPPICE_WHEN", when);
    Command command =
        new Command(resolved(folder, argv), folder, environment, null, null, PATIENCE);
    String name = "the %s command %s".formatted(when, argv.get(0));
    String output;
    String failure;
    try {
      CommandRunner.Result result = commands.apply(when).run(command);
      output = result.stdout() + result.stderr();
      failure =
          result.succeeded()
              ? ""
              : result.timedOut()
                  ? name + " was not done within " + PATIENCE.toMinutes() + " minutes"
                  : name + " failed with exit code " + result.exitCode() + lastWord(result);
    } catch (UncheckedIOException cannot) {
      output = "";
      failure = name + " could not be run: " + cannot.getMessage();
    }
    failure = clean(failure);
    try {
      bundle.writeText(
          log(when, index), ownSecrets.clean(output) + (failure.isEmpty() ? "" : failure + "\n"));
    } catch (UncheckedIOException full) {
      // What it did counts; a record that cannot be written must not undo it.
      return failure;
    }
    return failure;
  }

  private String clean(String text) {
    return bundle.clean(ownSecrets.clean(text));
  }

  private static String lastWord(CommandRunner.Result result) {
    String said = (result.stderr().isBlank() ? result.stdout() : result.stderr()).strip();
    String last = said.substring(said.lastIndexOf('\n') + 1);
    return last.isEmpty() ? "" : ": " + last.substring(0, Math.min(last.length(), 200));
  }

  private static String log(String when, int index) {
    return Bundle.LOGS + "/" + when + "-" + (index + 1) + ".log";
  }

  static Path folder(Scenario scenario) {
    Path parent = scenario.file().getParent();
    return parent == null ? scenario.file() : parent;
  }

  /** A program that is a path starts from the scenario's folder, wherever this process stands. */
  static List<String> resolved(Path folder, List<String> argv) {
    if (!argv.get(0).contains(File.separator)) {
      return argv;
    }
    List<String> resolved = new ArrayList<>(argv);
    resolved.set(0, folder.resolve(argv.get(0)).normalize().toString());
    return resolved;
  }
}
