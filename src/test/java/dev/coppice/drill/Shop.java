package dev.coppice.drill;

import dev.coppice.lab.TestEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The stack that the drills cut down, one a test class: see {@code drill/compose.yaml}. It stands
 * on the shared engine, with its images in the registry there.
 */
final class Shop implements AutoCloseable {

  static final String ORDERS = "1 walden\n2 emma\n3 dracula\n";

  final TestEngine engine;
  final String project;
  final Path folder;
  final String host;
  private final Map<Path, byte[]> made = new HashMap<>();

  /**
   * A shop with its files and images, not raised yet.
   *
   * @param port that web publishes
   */
  Shop(String project, int port) {
    this(TestEngine.shared(), project, port);
  }

  /** The same on an engine of the caller's. */
  Shop(TestEngine engine, String project, int port) {
    this.engine = engine;
    this.project = project;
    host = engine.ip() + ":" + port;
    try {
      folder = Files.createTempDirectory("coppice-" + project);
      copy("compose.yaml");
      Files.writeString(folder.resolve("key.txt"), "open sesame\n");
      Files.writeString(
          folder.resolve(".env"),
          "PROJECT=%s%nREGISTRY=%s%nPORT=%s%n".formatted(project, engine.startRegistry(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    engine.share(folder.resolve("key.txt"));
    engine.loadBusybox();
    List.of("data", "api", "web").forEach(service -> push(service, "the first"));
  }

  private void copy(String file) throws IOException {
    try (InputStream in = Shop.class.getResourceAsStream("/drill/" + file)) {
      Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Makes an image of a service and pushes it.
   *
   * @param mark what tells it from the others
   * @return the digest
   */
  String push(String service, String mark) {
    String container = engine.docker("create", TestEngine.BUSYBOX);
    String change = "LABEL mark=\"%s %s of %s\"".formatted(mark, service, project);
    String image = engine.docker("commit", "--change", change, container);
    engine.docker("rm", container);
    return engine.push(image, project + "/" + service + ":1");
  }

  String image(String service) {
    return engine.startRegistry() + "/" + project + "/" + service + ":1";
  }

  String container(String service, int number) {
    return project + "-" + service + "-" + number;
  }

  String volume() {
    return project + "_orders";
  }

  String target() {
    return project + "@" + engine.docker("info", "--format", "{{.Name}}");
  }

  /** Sees to it that the shop stands as its users know it, whatever the last test left behind. */
  void stands() {
    if (!isWell()) {
      down();
      compose("up", "-d", "--quiet-pull");
      put(ORDERS);
    }
    awaitServed();
  }

  /** Stands, with its lock and its backup as the tool has made them. */
  void isReady(Coppice coppice) {
    stands();
    try {
      if (made.isEmpty()) {
        coppice.run("lock", scenario("made")).said(0, "lock: ");
        coppice.run("backup", scenario("made")).said(0, "backup: orders ");
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.toList()) {
            made.put(file, Files.readAllBytes(file));
          }
        }
      }
      for (Map.Entry<Path, byte[]> file : made.entrySet()) {
        Files.write(file.getKey(), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitServed() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .dontCatchUncaughtExceptions()
        .until(() -> served().equals(ORDERS));
  }

  private boolean isWell() {
    return running().size() == 4 && served().equals(ORDERS);
  }

  /** Names of its containers that run and are not paused. */
  List<String> running() {
    return lines(
        engine.docker(
            "ps",
            "--filter",
            "label=com.docker.compose.project=" + project,
            "--filter",
            "status=running",
            "--format",
            "{{.Names}}"));
  }

  List<String> paused() {
    return lines(engine.docker("ps", "--filter", "status=paused", "--format", "{{.Names}}"));
  }

  /** Writes the orders past the application, as if they had always been there. */
  void put(String orders) {
    engine.docker(
        "exec", container("data", 1), "sh", "-c", "printf '" + orders + "' > /data/orders.txt");
  }

  /** What a user is served; no text where nothing answers. */
  String served() {
    try (InputStream answer =
        URI.create("http://" + host + "/cgi-bin/orders").toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Plain Compose on the shop's files; its standard output. */
  String compose(String... arguments) {
    List<String> argv =
        new ArrayList<>(
            List.of("compose", "-p", project, "-f", folder.resolve("compose.yaml").toString()));
    argv.addAll(List.of(arguments));
    return engine.docker(argv.toArray(String[]::new));
  }

  /** Nothing of it is left but its images. */
  void down() {
    // Straight by label: what a test leaves may be paused, half made, or of another definition.
    String mine = "label=com.docker.compose.project=" + project;
    List<String> containers = lines(engine.docker("ps", "-aq", "--filter", mine));
    containers.forEach(container -> engine.docker("rm", "-f", "-v", container));
    lines(engine.docker("network", "ls", "-q", "--filter", mine))
        .forEach(network -> engine.docker("network", "rm", network));
    if (!engine.docker("volume", "ls", "-q", "--filter", "name=" + volume()).isEmpty()) {
      engine.docker("volume", "rm", volume());
    }
  }

  /** The bad day: nothing of it is left on the engine. */
  void lost() {
    down();
    for (String service : List.of("data", "api", "web")) {
      engine.docker("rmi", image(service));
    }
  }

  /** The total loss, with one edit after the other: pairs of what stands there and what shall. */
  String scenario(String name, String... edits) {
    try (InputStream in = Shop.class.getResourceAsStream("/drill/total-loss.yaml")) {
      String text =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .replace("PROJECT", project)
              .replace("HOST", host)
              .replace("scenario: total-loss", "scenario: " + name);
      for (int i = 0; i < edits.length; i += 2) {
        if (!text.contains(edits[i])) {
          throw new IllegalArgumentException("total-loss.yaml does not hold: " + edits[i]);
        }
        text = text.replace(edits[i], edits[i + 1]);
      }
      Path file = folder.resolve(name + ".yaml");
      Files.writeString(file, text);
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Identity, name and state of everything on the engine: two such texts tell what was touched. */
  String everything() {
    return everything(engine);
  }

  static String everything(TestEngine engine) {
    List<String> all = new ArrayList<>();
    all.addAll(
        lines(
            engine.docker("ps", "-a", "--no-trunc", "--format", "{{.ID}} {{.Names}} {{.State}}")));
    List<String> volumes = new ArrayList<>(List.of("volume", "inspect", "-f"));
    volumes.add("{{.Name}} {{.Mountpoint}} {{json .Labels}}");
    volumes.addAll(lines(engine.docker("volume", "ls", "-q")));
    all.addAll(lines(engine.docker(volumes.toArray(String[]::new))));
    all.addAll(
        lines(engine.docker("network", "ls", "--no-trunc", "--format", "{{.ID}} {{.Name}}")));
    all.addAll(
        lines(
            engine.docker(
                "images",
                "-a",
                "--digests",
                "--no-trunc",
                "--format",
                "{{.Repository}}:{{.Tag}} {{.Digest}} {{.ID}}")));
    return String.join("\n", all);
  }

  /** Identities of its containers, by name. */
  List<String> identities() {
    return lines(
        engine.docker(
            "ps",
            "-a",
            "--no-trunc",
            "--filter",
            "label=com.docker.compose.project=" + project,
            "--format",
            "{{.Names}} {{.ID}}"));
  }

  static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank()).sorted().toList();
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
