package dev.coppice.bench;

import dev.coppice.engine.DockerEngine;
import dev.coppice.engine.Engine.ExecAnswer;
import dev.coppice.lab.TestEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * The same work by hand against the Engine API, without a journal, without a look at anything: what
 * the engine itself costs.
 */
final class Floor implements AutoCloseable {

  private static final int STARTS = 8;
  private static final int EXECS = 4;
  private static final long PAUSE_MS = 25;
  private static final List<String> CHECK = List.of("wget", "-q", "-O", "/dev/null", Toy.ASKED);

  private final DockerEngine engine;
  private final String project;
  private final Map<String, String> images;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Semaphore starts = new Semaphore(STARTS);
  private final Semaphore execs = new Semaphore(EXECS);

  /**
   * @param images what each toy is made of
   */
  Floor(TestEngine engine, String project, Map<String, String> images) {
    this.engine = DockerEngine.connect(engine.endpoint(), value -> value);
    this.project = project;
    this.images = images;
  }

  /** Makes and starts all, each as soon as what it waits for has served. */
  void raise(List<Toy> toys) {
    String network = project + "_default";
    engine.createNetwork(network, Map.of("Labels", labels()));
    Map<String, CompletableFuture<Void>> served = new LinkedHashMap<>();
    for (Toy toy : toys) {
      CompletableFuture<String> made =
          CompletableFuture.supplyAsync(
              () -> engine.createContainer(project + "-" + toy.name() + "-1", body(toy, network)),
              threads);
      List<CompletableFuture<?>> before = new ArrayList<>(List.of(made));
      toy.waitsFor().forEach(other -> before.add(served.get(other)));
      served.put(
          toy.name(),
          CompletableFuture.allOf(before.toArray(CompletableFuture[]::new))
              .thenRunAsync(() -> start(made.join()), threads)
              .thenRunAsync(() -> serve(made.join()), threads));
    }
    CompletableFuture.allOf(served.values().toArray(CompletableFuture[]::new)).join();
  }

  /** Pulls what the toys are made of, all at once. */
  void pull() {
    CompletableFuture.allOf(
            images.values().stream()
                .distinct()
                .map(image -> CompletableFuture.runAsync(() -> engine.pull(image), threads))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  /** Loses what the toys are made of. */
  void removeImages() {
    images.values().stream()
        .distinct()
        .filter(image -> engine.image(image).isPresent())
        .forEach(engine::removeImage);
  }

  private void start(String container) {
    bounded(
        starts,
        () -> {
          engine.start(container);
          return true;
        });
  }

  private void serve(String container) {
    while (!bounded(execs, () -> passes(container))) {
      Observer.pause(PAUSE_MS);
    }
  }

  private boolean passes(String container) {
    ExecAnswer answer = engine.exec(container, CHECK, Duration.ofSeconds(30), 1024);
    return answer.exitCode() == 0;
  }

  private static boolean bounded(Semaphore places, java.util.function.BooleanSupplier work) {
    places.acquireUninterruptibly();
    try {
      return work.getAsBoolean();
    } finally {
      places.release();
    }
  }

  private Map<String, Object> labels() {
    return Map.of("com.docker.compose.project", project);
  }

  private Map<String, Object> body(Toy toy, String network) {
    Map<String, Object> test = new LinkedHashMap<>();
    List<String> command = new ArrayList<>(List.of("CMD"));
    command.addAll(CHECK);
    test.put("Test", command);
    test.put("Interval", toy.intervalMs() * 1_000_000L);
    Map<String, Object> host = new LinkedHashMap<>();
    host.put("NetworkMode", network);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Image", Objects.requireNonNull(images.get(toy.name())));
    body.put("Cmd", List.of("sh", "-c", "echo served > /tmp/ok; exec httpd -f -p 8080 -h /tmp"));
    body.put("StopSignal", "SIGKILL");
    body.put("Labels", labels());
    body.put("Healthcheck", test);
    if (toy.port() > 0) {
      body.put("ExposedPorts", Map.of("8080/tcp", Map.of()));
      host.put(
          "PortBindings",
          Map.of("8080/tcp", List.of(Map.of("HostPort", String.valueOf(toy.port())))));
    }
    body.put("HostConfig", host);
    body.put(
        "NetworkingConfig",
        Map.of("EndpointsConfig", Map.of(network, Map.of("Aliases", List.of(toy.name())))));
    return body;
  }

  /** Removes all of the project that stands, as wide. */
  void remove() {
    List<CompletableFuture<Void>> gone = new ArrayList<>();
    engine.inventory(project).containers().stream()
        .filter(container -> project.equals(container.project()))
        .forEach(
            container ->
                gone.add(
                    CompletableFuture.runAsync(
                        () ->
                            bounded(
                                starts,
                                () -> {
                                  engine.removeContainer(container.id());
                                  return true;
                                }),
                        threads)));
    CompletableFuture.allOf(gone.toArray(CompletableFuture[]::new)).join();
    engine.removeNetwork(project + "_default");
  }

  @Override
  public void close() {
    threads.shutdownNow();
    engine.close();
  }
}
