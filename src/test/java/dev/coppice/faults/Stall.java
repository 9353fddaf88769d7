package dev.coppice.faults;

import dev.coppice.lab.TestEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;

/** The smallest stack with something to lose: see {@code faults/compose.yaml}. */
final class Stall {

  static final String PROJECT = "stall";

  /** Services of its definition, one replica each. */
  static final Set<String> SERVICES = Set.of("store", "web");

  private static final int PORT = 8090;
  private static final String BACKED_UP = "first";

  private final TestEngine engine;
  private final Path folder;
  private final String host;
  private final String registry;

  /** Its files and images; it does not stand yet. */
  Stall(TestEngine engine, Path folder) {
    this.engine = engine;
    this.folder = folder;
    host = engine.ip() + ":" + PORT;
    registry = engine.startRegistry();
    engine.loadBusybox();
    String container = engine.docker("create", TestEngine.BUSYBOX);
    String image = engine.docker("commit", "--change", "LABEL of=stall", container);
    engine.docker("rm", container);
    engine.push(image, "stall/tool:1");
    write(".env", "REGISTRY=%s%nPORT=%d%n".formatted(registry, PORT));
    write("compose.yaml", resource("compose.yaml"));
    write("stall.yaml", resource("stall.yaml").replace("HOST", host));
  }

  private static String resource(String name) {
    try (InputStream in = Stall.class.getResourceAsStream("/faults/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path scenario() {
    return folder.resolve("stall.yaml");
  }

  Path backup() {
    return folder.resolve("sales.txt");
  }

  String target() {
    return PROJECT + "@" + engine.docker("info", "--format", "{{.Name}}");
  }

  boolean isImage(String reference) {
    return reference.startsWith(registry + "/stall/");
  }

  /** Raises it from nothing, with the sale that its backup will hold. */
  void raise() {
    down();
    engine.docker(
        "compose", "-p", PROJECT, "-f", folder + "/compose.yaml", "up", "-d", "--quiet-pull");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .dontCatchUncaughtExceptions()
        .until(() -> sell(BACKED_UP));
  }

  /** Whether users have it, with what was sold before the backup. */
  boolean serves() {
    return sales().contains(BACKED_UP);
  }

  boolean servesWithin(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!serves()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause();
    }
    return true;
  }

  static void pause() {
    pause(Duration.ofMillis(50));
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sells something; whether that was acknowledged. */
  boolean sell(String what) {
    return ask("sell?" + what).equals("sold " + what + "\n");
  }

  /** Everything that was sold, as users are told it; nothing where nobody answers. */
  Set<String> sales() {
    return new LinkedHashSet<>(ask("sales").lines().toList());
  }

  /** What is in its volume, whether or not anybody serves it. */
  Set<String> stored() {
    String volume = PROJECT + "_sales";
    boolean stands = !engine.docker("volume", "ls", "-q", "--filter", "name=" + volume).isEmpty();
    return stands
        ? new LinkedHashSet<>(
            lines(
                engine
                    .tryDocker(
                        "run",
                        "--rm",
                        "-v",
                        volume + ":/data:ro",
                        TestEngine.BUSYBOX,
                        "cat",
                        "/data/sales.txt")
                    .stdout()))
        : Set.of();
  }

  private String ask(String what) {
    try {
      HttpURLConnection asked =
          (HttpURLConnection)
              URI.create("http://" + host + "/cgi-bin/" + what).toURL().openConnection();
      asked.setConnectTimeout(1_000);
      asked.setReadTimeout(3_000);
      try (InputStream answer = asked.getInputStream()) {
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      return "";
    }
  }

  /** Nothing of it is left but its images in the registry, nor of what drills made for it. */
  void down() {
    String mine = "label=com.docker.compose.project=" + PROJECT;
    for (String label : List.of(mine, "label=dev.coppice.run")) {
      lines(engine.docker("ps", "-aq", "--filter", label))
          .forEach(container -> engine.docker("rm", "-f", "-v", container));
      lines(engine.docker("network", "ls", "-q", "--filter", label))
          .forEach(network -> engine.docker("network", "rm", network));
      lines(engine.docker("volume", "ls", "-q", "--filter", label))
          .forEach(volume -> engine.docker("volume", "rm", volume));
    }
    lines(engine.docker("image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "coppice/empty"))
        .forEach(image -> engine.docker("rmi", image));
  }

  private static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank()).toList();
  }
}
