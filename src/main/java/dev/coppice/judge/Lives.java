package dev.coppice.judge;

import dev.coppice.evidence.Facts;
import dev.coppice.evidence.ObservedEvent;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of the stack's containers after impact by the engine's events, so also what nobody
 * looked at in between. It follows one container; {@link #all} follows each.
 */
final class Lives {

  private final String container;
  private final String service;
  private final List<Life> ended = new ArrayList<>();
  private String name = "";
  private boolean runs;
  private @Nullable Double startedMs;
  private long startedNanos;
  private int outOfMemory;
  private boolean healthy;
  private final List<Double> relapses = new ArrayList<>();

  private Lives(String container, String service) {
    this.container = container;
    this.service = service;
  }

  /** All lives of the stack's containers, one-off ones left out, by container and in order. */
  static List<Life> all(Facts facts) {
    Map<String, Lives> lives = new LinkedHashMap<>();
    Events.afterImpact(facts, Events.CONTAINER)
        .forEach(
            event -> {
              String service = service(facts, event);
              if (service != null) {
                lives.computeIfAbsent(event.id(), id -> atImpact(facts, id, service)).follow(event);
              }
            });
    return lives.values().stream().flatMap(own -> own.all().stream()).toList();
  }

  /** What runs at impact lives on until its end is heard. */
  private static Lives atImpact(Facts facts, String id, String service) {
    Lives lives = new Lives(id, service);
    Inventory before = facts.before();
    if (before != null) {
      before
          .container(id)
          .filter(c -> c.isRunning() || c.state().equals("paused"))
          .ifPresent(
              c -> {
                lives.runs = true;
                lives.healthy = c.isHealthy();
              });
    }
    return lives;
  }

  private void follow(ObservedEvent event) {
    name = event.attributes().getOrDefault("name", name);
    switch (event.action()) {
      case "start" -> begin(event);
      case "die" -> end(event);
      case "oom" -> outOfMemory++;
      case "health_status: healthy" -> healthy = true;
      case "health_status: unhealthy" -> relapse(event);
      default -> {}
    }
  }

  private void begin(ObservedEvent event) {
    if (runs) {
      ended.add(life(null, null));
    }
    forget();
    runs = true;
    startedMs = event.atMs();
    startedNanos = event.engineNanos();
  }

  private void end(ObservedEvent event) {
    ended.add(life(event.atMs(), event.attributes().get("exitCode")));
    forget();
  }

  /** One that was never healthy is still on its way, even where the engine calls it unhealthy. */
  private void relapse(ObservedEvent event) {
    if (healthy) {
      relapses.add(event.atMs());
    }
    healthy = false;
  }

  private void forget() {
    runs = false;
    startedMs = null;
    startedNanos = 0;
    outOfMemory = 0;
    healthy = false;
    relapses.clear();
  }

  private Life life(@Nullable Double endedMs, @Nullable String exitCode) {
    return new Life(
        container,
        name,
        service,
        startedMs,
        startedNanos,
        endedMs,
        exitCode,
        outOfMemory,
        relapses);
  }

  private List<Life> all() {
    return Stream.concat(ended.stream(), runs ? Stream.of(life(null, null)) : Stream.of()).toList();
  }

  /** The service that a container of the stack belongs to; null for one-off and other ones. */
  private static @Nullable String service(Facts facts, ObservedEvent event) {
    String project = facts.plan().project();
    Container known =
        Stream.of(facts.before(), facts.after())
            .filter(Objects::nonNull)
            .flatMap(inventory -> inventory.container(event.id()).stream())
            .findFirst()
            .orElse(null);
    if (known != null) {
      return project.equals(known.project()) && !known.isOneOff() ? known.service() : null;
    }
    boolean isReplica =
        project.equals(event.attributes().get("project"))
            && !"True".equalsIgnoreCase(event.attributes().get("oneOff"));
    return isReplica ? event.attributes().get("service") : null;
  }
}
