package dev.coppice.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A stack of busybox containers on a test engine, written by a test in a few lines, with its image
 * in the registry there. It has no data, so nothing has to be restored.
 */
public final class Toybox implements AutoCloseable {

  /** A command that serves a file on port 8080 as soon as it runs. */
  public static final String SERVING =
      "[sh, -c, \"echo served > /tmp/ok; exec httpd -f -p 8080 -h /tmp\"]";

  private final TestEngine engine;
  private final String project;
  private final Path folder;

  /**
   * Files of a stack that is not raised yet.
   *
   * @param services what stands below {@code services:}; IMAGE stands for an image with busybox
   */
  public Toybox(TestEngine engine, String project, String services) {
    this.engine = engine;
    this.project = project;
    engine.loadBusybox();
    try {
      folder = Files.createTempDirectory("coppice-" + project);
      Files.writeString(
          folder.resolve("compose.yaml"),
          "name: %s%nservices:%n%s"
              .formatted(project, services.indent(2))
              .replace("IMAGE", image(TestEngine.BUSYBOX, "toy")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Pushes an image of the engine and makes the stack use it.
   *
   * @param change an instruction of a Dockerfile, empty for none
   * @return the reference by which the stack names it
   */
  public static String image(TestEngine engine, String name, String before, String change) {
    String container = engine.docker("run", "-d", TestEngine.BUSYBOX, "sh", "-c", before);
    engine.docker("wait", container);
    String image =
        change.isEmpty()
            ? engine.docker("commit", container)
            : engine.docker("commit", "--change", change, container);
    engine.docker("rm", container);
    engine.push(image, name + ":1");
    return engine.startRegistry() + "/" + name + ":1";
  }

  private String image(String of, String name) {
    engine.push(of, name + ":1");
    return engine.startRegistry() + "/" + name + ":1";
  }

  public Path folder() {
    return folder;
  }

  /**
   * Writes a scenario that loses all containers and networks.
   *
   * @param port at which something of the stack serves /ok
   * @param more lines at the top level
   * @return its path
   */
  public String scenario(int port, String more) {
    return scenario("drill", port, more);
  }

  /** The same by a name of its own. */
  public String scenario(String name, int port, String more) {
    Path file = folder.resolve("drill-" + name + ".yaml");
    try {
      Files.writeString(
          file,
          """
          scenario: %s
          stack: {compose: compose.yaml}
          disaster:
            - lose: containers
            - lose: networks
          steady-state:
            stable-for: 500ms
            probes:
              - name: it is served
                http: {url: "http://%s:%d/ok", status: 200}
                every: 50ms
          %s
          """
              .formatted(project + "-" + name, engine.ip(), port, more));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }

  /** Nothing of it is left but its image. */
  public void down() {
    String mine = "label=com.docker.compose.project=" + project;
    for (String container : lines(engine.docker("ps", "-aq", "--filter", mine))) {
      engine.docker("rm", "-f", "-v", container);
    }
    for (String network : lines(engine.docker("network", "ls", "-q", "--filter", mine))) {
      engine.docker("network", "rm", network);
    }
  }

  private static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank()).toList();
  }

  @Override
  public void close() {
    down();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
