package dev.coppice.data;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.Gateway;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Step;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Brings data back: each backup becomes the standard input of a command in a service. */
public final class Restoring implements Performer {

  private final Map<String, Restore> restores;
  private final String project;
  private final Engine engine;
  private final Gateway gateway;
  private final CommandRunner commands;
  private final OneOff oneOff;
  private final Duration timeout;
  private final Set<String> restored = new ConcurrentSkipListSet<>();

  /**
   * One restore.
   *
   * @param sha256 that the file must have right before it is read
   */
  public record Restore(
      String backup, Path file, String sha256, How how, String service, List<String> command) {

    public Restore {
      command = List.copyOf(command);
    }

    /** Where the command runs: in a running container, or in a one-off one. */
    public enum How {
      EXEC,
      RUN
    }
  }

  /**
   * @param commands runs commands that change the engine; it writes them to the journal first
   * @param timeout for one restore
   */
  public Restoring(
      List<Restore> restores,
      String project,
      Engine engine,
      Gateway gateway,
      CommandRunner commands,
      OneOff oneOff,
      Duration timeout) {
    this.restores =
        restores.stream()
            .collect(Collectors.toUnmodifiableMap(Restore::backup, Function.identity()));
    this.project = project;
    this.engine = engine;
    this.gateway = gateway;
    this.commands = commands;
    this.oneOff = oneOff;
    this.timeout = timeout;
  }

  /** Names of the backups whose restore command took the file and exited 0. */
  public Set<String> restored() {
    return Set.copyOf(restored);
  }

  @Override
  public void perform(Step step) throws IOException {
    Restore restore = restores.get(step.object());
    if (restore == null) {
      throw new IllegalArgumentException("the plan restores an unknown backup: " + step.object());
    }
    requireUnchanged(restore);
    CommandRunner.Result result =
        switch (restore.how()) {
          case EXEC -> inService(restore);
          case RUN -> inOneOff(restore, gateway.step(step.id()));
        };
    if (!result.succeeded()) {
      throw failed(
          restore, DockerCli.failure(restore.command(), restore.service(), result, timeout));
    }
    restored.add(restore.backup());
  }

  private static void requireUnchanged(Restore restore) throws IOException {
    if (!DurableFile.Content.of(restore.file()).sha256().equals(restore.sha256())) {
      throw failed(restore, "its SHA-256 is not the one that preflight saw");
    }
  }

  private CommandRunner.Result inService(Restore restore) throws IOException {
    List<String> running = engine.running(project, restore.service());
    if (running.isEmpty()) {
      throw failed(restore, "no container of " + restore.service() + " runs");
    }
    return commands.run(
        reading(restore, DockerCli.exec(engine, running.get(0), true, restore.command())));
  }

  private CommandRunner.Result inOneOff(Restore restore, EngineChanges changes) {
    String container = oneOff.make(changes, restore.service(), restore.command());
    try {
      return commands.run(reading(restore, DockerCli.start(engine, container)));
    } finally {
      // Past its timeout only the tool is killed; the container would go on writing.
      changes.removeContainer(container);
    }
  }

  private Command reading(Restore restore, List<String> argv) {
    return new Command(argv, null, Map.of(), restore.file(), null, timeout);
  }

  private static IOException failed(Restore restore, String why) {
    return new IOException(
        "tried to restore "
            + restore.backup()
            + " from "
            + restore.file()
            + " but failed because: "
            + why);
  }
}
