package dev.coppice.data;

import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.engine.Gateway;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Step;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import dev.coppice.provision.OneOff;
import dev.coppice.provision.Site;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  private final OneOffMaker oneOff;
  private final Duration timeout;
  private final Map<String, String> marks;
  private final Set<String> restored = new ConcurrentSkipListSet<>();

  /**
   * One restore.
   *
   * @param sha256 that the file must have right before it is read
   * @param volumes names on the engine of those that it fills
   */
  public record Restore(
      String backup,
      Path file,
      String sha256,
      How how,
      String service,
      List<String> command,
      List<String> volumes) {

    public Restore {
      command = List.copyOf(command);
      volumes = List.copyOf(volumes);
    }

    Restore(
        String backup, Path file, String sha256, How how, String service, List<String> command) {
      this(backup, file, sha256, how, service, command, List.of());
    }

    /** Where the command runs: in a running container, or in a one-off one. */
    public enum How {
      EXEC,
      RUN
    }
  }

  /** Makes a one-off container of a service that waits to be started; gives its identity. */
  @FunctionalInterface
  interface OneOffMaker {
    String make(Step step, Restore restore);
  }

  /** Restores into the stack of a rebuild; one restore may take as long as the whole rebuild. */
  public Restoring(List<Restore> restores, Site site) {
    this(
        restores,
        site.stack().project(),
        site.engine(),
        site.gateway(),
        site.commands(),
        (step, restore) -> made(site, step, restore),
        site.timeout(),
        site.marks());
  }

  Restoring(
      List<Restore> restores,
      String project,
      Engine engine,
      Gateway gateway,
      CommandRunner commands,
      OneOffMaker oneOff,
      Duration timeout,
      Map<String, String> marks) {
    this.restores =
        restores.stream()
            .collect(Collectors.toUnmodifiableMap(Restore::backup, Function.identity()));
    this.project = project;
    this.engine = engine;
    this.gateway = gateway;
    this.commands = commands;
    this.oneOff = oneOff;
    this.timeout = timeout;
    this.marks = Map.copyOf(marks);
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
    requireOurs(restore);
    CommandRunner.Result result =
        switch (restore.how()) {
          case EXEC -> inService(restore);
          case RUN -> inOneOff(step, restore);
        };
    requireSucceeded(restore, result, timeout);
    restored.add(restore.backup());
  }

  static void requireUnchanged(Restore restore) throws IOException {
    if (!DurableFile.Content.of(restore.file()).sha256().equals(restore.sha256())) {
      throw failed(restore, "its SHA-256 is not the one that preflight saw");
    }
  }

  /**
   * What is restored into was made by this run. One that carries other marks was put under the name
   * by a stranger, before the container that has it was made.
   */
  private void requireOurs(Restore restore) throws IOException {
    for (String volume : restore.volumes()) {
      if (!engine
          .volume(volume)
          .map(found -> found.labels().entrySet().containsAll(marks.entrySet()))
          .orElse(false)) {
        throw failed(
            restore,
            "volume "
                + volume
                + " is not the one that this run made; see whose it is, remove or rename it,"
                + " then resume");
      }
    }
  }

  private CommandRunner.Result inService(Restore restore) throws IOException {
    List<String> running = engine.running(project, restore.service());
    if (running.isEmpty()) {
      throw failed(restore, "no container of " + restore.service() + " runs");
    }
    return in(running.get(0), restore, engine, commands, timeout);
  }

  /** Runs the command of a restore in a running container, with the backup as its input. */
  static CommandRunner.Result in(
      String container, Restore restore, Engine engine, CommandRunner commands, Duration timeout) {
    return commands.run(
        reading(restore, DockerCli.exec(engine, container, true, restore.command()), timeout));
  }

  static void requireSucceeded(Restore restore, CommandRunner.Result result, Duration timeout)
      throws IOException {
    if (!result.succeeded()) {
      throw failed(
          restore, DockerCli.failure(restore.command(), restore.service(), result, timeout));
    }
  }

  private CommandRunner.Result inOneOff(Step step, Restore restore) {
    String container = oneOff.make(step, restore);
    try {
      return commands.run(reading(restore, DockerCli.start(engine, container), timeout));
    } finally {
      // Past its timeout only the tool is killed; the container would go on writing.
      gateway.step(step.id()).removeContainer(container);
    }
  }

  private static String made(Site site, Step step, Restore restore) {
    Service service = site.stack().service(restore.service());
    EngineChanges changes = site.gateway().step(step.id());
    String name = site.stack().project() + "-" + service.name() + "-restore-" + restore.backup();
    // What this run left behind when it died may still be writing.
    site.engine()
        .container(name)
        .filter(left -> site.marks().entrySet().stream().allMatch(left::carries))
        .ifPresent(left -> changes.removeContainer(left.id()));
    Map<String, String> marks = new TreeMap<>(site.marks());
    marks.put(Labels.STEP, step.id());
    return OneOff.of(site.stack(), service, name, restore.command(), marks, site.engine())
        .make(changes);
  }

  private static Command reading(Restore restore, List<String> argv, Duration timeout) {
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
