package dev.coppice.bench;

import dev.coppice.lab.TestEngine;
import dev.coppice.lab.Toybox;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import dev.coppice.process.SystemCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stack of one row on an engine, and the three who raise it in turn. */
final class Stage implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofMinutes(9);
  private static final Path JAR = Path.of("target", "coppice.jar").toAbsolutePath();
  private static final Path ARCHIVE = Path.of("target", "coppice.jsa").toAbsolutePath();
  private static final int PORT = 8300;

  private final TestEngine engine;
  private final Row row;
  private final String project;
  private final List<Toy> toys;
  private final @Nullable SlowRegistry slow;
  private final Toybox box;
  private final Floor floor;
  private final Path own;
  private final String target;

  Stage(TestEngine engine, Row row) {
    this.engine = engine;
    this.row = row;
    project = "bench-" + row.name();
    toys = row.toys().apply(PORT);
    List<String> names = toys.stream().map(Toy::name).toList();
    slow = row.what() == Row.What.PULLS ? new SlowRegistry(engine) : null;
    String toy = engine.startRegistry() + "/toy:1";
    Map<String, String> images =
        slow == null
            ? names.stream().collect(Collectors.toMap(name -> name, name -> toy))
            : slow.images(names);
    box =
        new Toybox(
            engine,
            project,
            toys.stream()
                .map(one -> one.yaml(Objects.requireNonNull(images.get(one.name()))))
                .collect(Collectors.joining()));
    floor = new Floor(engine, project, images);
    target = project + "@" + engine.docker("info", "--format", "{{.Name}}");
    try {
      own = Files.createTempDirectory("coppice-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    coppice("lock", scenario("native"));
  }

  private String scenario(String rebuild) {
    String file = box.scenario(rebuild, PORT, "recovery: {rebuild: %s}".formatted(rebuild));
    if (row.what() == Row.What.PULLS) {
      String networks = "  - lose: networks\n";
      try {
        String text = Files.readString(Path.of(file));
        Files.writeString(Path.of(file), text.replace(networks, networks + "  - lose: images\n"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return file;
  }

  /** Milliseconds that Coppice took. */
  double coppice() {
    return switch (row.what()) {
      case READY, ANSWERING, REMOVAL, PULLS -> drill("native");
      case RECOVER -> {
        floor.remove();
        yield timed(() -> coppice("recover", scenario("native")));
      }
    };
  }

  /** Milliseconds that Compose took. */
  double compose() {
    return switch (row.what()) {
      case READY, ANSWERING -> drill("compose");
      case PULLS -> {
        double ms = pulled(() -> compose("pull", "--quiet"));
        raise();
        yield ms;
      }
      case REMOVAL -> {
        double ms;
        try (Observer observer = new Observer(engine.endpoint(), project)) {
          compose("down", "-v", "-t", "0");
          Observer.pause(300);
          ms = observer.removalMs();
        }
        raise();
        yield ms;
      }
      case RECOVER -> {
        floor.remove();
        yield timed(() -> compose("up", "-d", "--wait"));
      }
    };
  }

  /** Milliseconds that it takes by hand. */
  double floor() {
    if (row.what() == Row.What.PULLS) {
      double ms = pulled(floor::pull);
      raise();
      return ms;
    }
    double ms;
    try (Observer observer = new Observer(engine.endpoint(), project)) {
      floor.remove();
      if (row.what() != Row.What.REMOVAL) {
        floor.raise(toys);
      }
      Observer.pause(300);
      ms = measured(observer);
    }
    if (row.what() != Row.What.REMOVAL) {
      floor.remove();
    }
    raise();
    return ms;
  }

  /** Sees to it that the stack stands as the definition wants it. */
  void raise() {
    coppice("recover", scenario("native"));
  }

  private double drill(String rebuild) {
    try (Observer observer = new Observer(engine.endpoint(), project)) {
      coppice("run", scenario(rebuild), "--confirm", target);
      Observer.pause(300);
      return measured(observer);
    }
  }

  private double measured(Observer observer) {
    return switch (row.what()) {
      case READY, RECOVER -> observer.readyMs(toys.size());
      case ANSWERING -> observer.answeringMs(toys.size());
      case REMOVAL -> observer.removalMs();
      case PULLS -> observer.pullsMs(registry().address(), toys.size());
    };
  }

  private SlowRegistry registry() {
    return Objects.requireNonNull(slow);
  }

  /** Loses stack and images, and has the images pulled. */
  private double pulled(Runnable pull) {
    try (Observer observer = new Observer(engine.endpoint(), project)) {
      floor.remove();
      floor.removeImages();
      pull.run();
      Observer.pause(300);
      return observer.pullsMs(registry().address(), toys.size());
    }
  }

  private static double timed(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e6;
  }

  private void coppice(String... arguments) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:SharedArchiveFile=" + ARCHIVE,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:disable",
                "-jar",
                JAR.toString()));
    argv.addAll(List.of(arguments));
    ended(
        new Command(
            argv,
            own,
            Map.of(
                "DOCKER_HOST", engine.endpoint(),
                "XDG_STATE_HOME", own.resolve("state").toString(),
                "XDG_CONFIG_HOME", own.resolve("config").toString()),
            null,
            null,
            LONGEST));
  }

  private void compose(String... arguments) {
    List<String> argv =
        new ArrayList<>(
            List.of("docker", "-H", engine.endpoint(), "compose", "-f", "compose.yaml"));
    argv.addAll(List.of(arguments));
    ended(new Command(argv, box.folder(), Map.of(), null, null, LONGEST));
  }

  private static void ended(Command command) {
    CommandRunner.Result result = new SystemCommands().run(command);
    if (!result.succeeded()) {
      throw new IllegalStateException(
          "%s ended with %d: %s%s"
              .formatted(
                  String.join(" ", command.argv()),
                  result.exitCode(),
                  result.stderr(),
                  result.stdout()));
    }
  }

  @Override
  public void close() {
    floor.close();
    box.close();
    if (slow != null) {
      slow.close();
    }
  }
}
