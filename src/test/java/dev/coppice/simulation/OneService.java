package dev.coppice.simulation;

import dev.coppice.engine.ContainerWatch;
import dev.coppice.engine.Engine;
import dev.coppice.plan.Step;
import dev.coppice.process.CommandRunner;
import dev.coppice.provision.Native;
import dev.coppice.provision.Site;
import dev.coppice.stack.Container;
import dev.coppice.stack.EngineEvent;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One container with a health check every ten seconds, and what becomes of it by a test's will. */
final class OneService {

  static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static final String ID = "c".repeat(64);

  final List<Long> served = new ArrayList<>();
  int asked;
  int inspected;

  private final Clock clock = new Clock();
  private final long began = clock.nanos();
  private final ModelTime time = new ModelTime(clock, new Random(1), "boot");
  private final Engine engine = engine();
  private final ContainerWatch watch = new ContainerWatch(engine, time);
  private long servesAt;
  private Duration takes = Duration.ofMillis(30);
  private @Nullable String health = "starting";
  private Instant startedAt = clock.wall();

  /** Its health command succeeds from then on. */
  void servesFrom(long ms) {
    servesAt = ms;
  }

  void answersTake(Duration span) {
    takes = span;
  }

  void engineRunsNoChecks() {
    health = null;
  }

  /** The engine says how it is. */
  void declared(String word, long atMs) {
    clock.in(
        atMs * 1_000_000,
        () -> {
          health = word;
          tell("health_status: " + word);
        });
  }

  /** It dies and starts again, and then serves so much later. */
  void startsAgain(long atMs, long servesAfterMs) {
    clock.in(
        atMs * 1_000_000,
        () -> {
          startedAt = clock.wall();
          servesAt = atMs + servesAfterMs;
          tell("start");
        });
  }

  private void tell(String action) {
    watch.heard(
        new EngineEvent(clock.nanos(), 0, "container", action, ID, Map.of("name", "shop-db-1")));
  }

  long nowMs() {
    return (clock.nanos() - began) / 1_000_000;
  }

  void perform(Step step) throws Exception {
    Site site =
        new Site(
            new Shop("no", false, true, null).stack(),
            engine,
            id -> {
              throw new UnsupportedOperationException();
            },
            nobody(),
            watch,
            time,
            Map.of(),
            TIMEOUT,
            (container, nanos) -> served.add((nanos - began) / 1_000_000));
    new Native().performers(site).get(step.verb()).perform(step);
  }

  private static CommandRunner nobody() {
    return command -> {
      throw new UnsupportedOperationException();
    };
  }

  private Engine engine() {
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "container" -> inspected();
                  case "exec" -> answer();
                  case "logs" -> "warming up";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private Engine.ExecAnswer answer() {
    asked++;
    boolean serves = nowMs() >= servesAt;
    time.spend(takes.toNanos());
    return new Engine.ExecAnswer(serves ? 0 : 1, serves ? "" : "not yet\n", "", false, false);
  }

  private Optional<Container> inspected() {
    inspected++;
    return Optional.of(
        new Container(
            ID,
            "shop-db-1",
            "shop/db:1",
            "i",
            "running",
            health,
            0,
            0,
            false,
            startedAt,
            startedAt,
            null,
            new TreeMap<>(),
            List.of(),
            new TreeMap<>(),
            List.of(),
            new TreeMap<>(
                Map.of(
                    "Config.Healthcheck.Test",
                    "[\"CMD\",\"ok\"]",
                    "Config.Healthcheck.Interval",
                    "10000000000"))));
  }
}
