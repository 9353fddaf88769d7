package dev.coppice.selftest;

import dev.coppice.drill.Sabotage;
import dev.coppice.engine.EngineChanges;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.provision.Site;
import dev.coppice.stack.Container;
import dev.coppice.stack.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A service crashes again and again after it has served, and then stands as if nothing were. */
final class CrashingService implements Mutation {

  private static final int CRASHES = 2;
  private static final Duration SERVING = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(250);

  @Override
  public String name() {
    return "service that crashes again and again";
  }

  @Override
  public String what() {
    return "A container is killed twice after it has served, and started again each time.";
  }

  @Override
  public @Nullable String inapplicable(Subject subject) {
    return target(subject).isPresent() ? null : "no server is rebuilt";
  }

  private static Optional<Service> target(Subject subject) {
    return Targets.servers(subject).stream().filter(service -> service.replicas() > 0).findFirst();
  }

  @Override
  public Attempt attempt(Subject subject) {
    return Attempt.of(
        new Crashing(name(), target(subject).orElseThrow().name(), new AtomicBoolean()));
  }

  @Override
  public int meant() {
    return 7;
  }

  private record Crashing(String name, String service, AtomicBoolean done) implements Sabotage {

    @Override
    public Performer performer(Verb verb, Performer honest, Site site) {
      if (verb != Verb.START && verb != Verb.COMPOSE_UP) {
        return honest;
      }
      return step -> {
        honest.perform(step);
        if (verb == Verb.COMPOSE_UP || service.equals(step.setting(Step.SERVICE))) {
          crash(step, site);
        }
      };
    }

    private void crash(Step step, Site site) throws InterruptedException {
      Optional<Container> found =
          step.verb() == Verb.START ? site.engine().container(step.object()) : first(site);
      if (found.isEmpty() || !done.compareAndSet(false, true)) {
        return;
      }
      String container = found.get().id();
      EngineChanges changes = site.gateway().step(step.id());
      for (int crash = 0; crash < CRASHES; crash++) {
        awaitServing(site, container);
        changes.kill(container);
        changes.start(container);
      }
    }

    private Optional<Container> first(Site site) {
      String project = site.stack().project();
      return site.engine().inventory(project).replicas(project, service).stream().findFirst();
    }

    private static void awaitServing(Site site, String container) throws InterruptedException {
      long deadline = site.time().nanos() + SERVING.toNanos();
      do {
        site.time().sleep(PAUSE);
      } while (!serves(site, container) && deadline - site.time().nanos() > 0);
    }

    private static boolean serves(Site site, String container) {
      return site.engine()
          .container(container)
          .filter(now -> now.isRunning() && (now.health() == null || now.isHealthy()))
          .isPresent();
    }
  }
}
