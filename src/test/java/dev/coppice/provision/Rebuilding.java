package dev.coppice.provision;

import dev.coppice.compose.Compose;
import dev.coppice.compose.ComposeFiles;
import dev.coppice.compose.ComposeStack;
import dev.coppice.compose.LockFile;
import dev.coppice.engine.ContainerWatch;
import dev.coppice.engine.DockerEngine;
import dev.coppice.engine.Engine;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.process.CommandRunner;
import dev.coppice.process.SystemCommands;
import dev.coppice.provision.Missing.Replica;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import dev.coppice.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A stack on a test engine, raised by one way or another as a drill would raise it. */
final class Rebuilding implements AutoCloseable {

  static final Map<String, String> MARKS = Map.of(Labels.RUN, "r1", Labels.NONCE, "n0nce");

  final CommandRunner commands = new SystemCommands();
  final DockerEngine engine;
  final Stack stack;
  private final ContainerWatch watch;
  private final Engine.Subscription events;
  private final Compose compose;
  private final ComposeFiles files;

  Rebuilding(String endpoint, String project, Path file, LockFile lock) {
    engine = DockerEngine.connect(endpoint, value -> "hash of " + value);
    watch = new ContainerWatch(engine, Time.SYSTEM);
    events = engine.events(watch::heard, watch::lost);
    compose = Compose.find(commands, endpoint);
    files = new ComposeFiles(List.of(file), List.of(), List.of(), project);
    stack = ComposeStack.describe(compose, files, lock);
  }

  /** Runs a Compose command on the project; both its streams, as it ended. */
  String compose(String... arguments) {
    CommandRunner.Result result =
        commands.run(compose.command(files, Duration.ofMinutes(2), arguments));
    if (!result.succeeded()) {
      throw new IllegalStateException(String.join(" ", arguments) + ": " + result.stderr());
    }
    return result.stdout() + result.stderr();
  }

  Site site() {
    return new Site(
        stack, engine, step -> engine, commands, watch, Time.SYSTEM, MARKS, Duration.ofSeconds(90));
  }

  /** Everything of the stack; images stand already. */
  Missing everything() {
    List<Replica> replicas = new ArrayList<>();
    for (Service service : stack.services().values()) {
      for (int number = 1; number <= service.replicas(); number++) {
        replicas.add(new Replica(service.name(), number));
      }
    }
    Set<String> networks = new TreeSet<>();
    stack.networks().values().stream()
        .filter(n -> !n.external())
        .forEach(network -> networks.add(network.key()));
    Set<String> volumes = new TreeSet<>();
    stack.volumes().values().stream()
        .filter(v -> !v.external())
        .forEach(volume -> volumes.add(volume.key()));
    return new Missing(replicas, new TreeMap<>(), List.of(), networks, volumes, Set.of());
  }

  /** Carries the steps out, each as soon as what it waits for is done. */
  void carryOut(Provision provision, List<Step> steps) {
    Map<Verb, Performer> performers = provision.performers(site());
    Map<String, CompletableFuture<Void>> done = new LinkedHashMap<>();
    steps.forEach(step -> done.put(step.id(), new CompletableFuture<>()));
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      for (Step step : steps) {
        CompletableFuture<?>[] before =
            step.waitsFor().stream().map(done::get).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(before)
            .thenRunAsync(() -> perform(performers.get(step.verb()), step), threads)
            .whenComplete(
                (nothing, failure) -> {
                  if (failure == null) {
                    done.get(step.id()).complete(null);
                  } else {
                    done.get(step.id()).completeExceptionally(failure);
                  }
                });
      }
      CompletableFuture.allOf(done.values().toArray(CompletableFuture[]::new)).join();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void perform(Performer performer, Step step) {
    try {
      performer.perform(step);
    } catch (Exception e) {
      throw new IllegalStateException(step.id() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    events.close();
    engine.close();
  }
}
