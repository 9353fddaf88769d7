package dev.coppice.provision;

import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner.Result;
import dev.coppice.stack.Container;
import dev.coppice.stack.EngineIdentity;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Raises a stack with the user's own {@code docker compose up}. Volumes and images are made by
 * Coppice before, so that volumes carry the run's nonce and images come by digest.
 */
public final class ComposeUp implements Provision {

  /** The setting that names the services of a stage, parted by blanks; empty means all. */
  static final String SERVICES = "services";

  private static final int LAST_LINES = 12;

  @Override
  public String kind() {
    return "compose";
  }

  /** None: what Compose makes of a definition is for Compose to say. */
  @Override
  public List<Obstacle> refusals(Stack stack, EngineIdentity engine) {
    return List.of();
  }

  @Override
  public List<Step> steps(Stack stack, Missing missing, List<RestorePoint> restores) {
    return new ComposeStages(stack, missing, restores).steps();
  }

  @Override
  public Map<Verb, Performer> performers(Site site) {
    Materials materials = new Materials(site);
    Deadline deadline = new Deadline(site.timeout(), site.time());
    Performer await = replicas(site, new Awaiting(site));
    return Map.of(
        Verb.CREATE_NETWORK,
        materials::createNetwork,
        Verb.CREATE_VOLUME,
        materials::createVolume,
        Verb.PULL,
        materials::pull,
        Verb.COMPOSE_UP,
        step -> up(site, step, deadline.left()),
        Verb.AWAIT_STARTED,
        await,
        Verb.AWAIT_HEALTHY,
        await,
        Verb.AWAIT_COMPLETED,
        await);
  }

  // Compose numbers a replacement past the highest that stands: it may be web-3 after web-1 was
  // lost. So every replica of the service is looked for, and each has to be as wanted.
  private static Performer replicas(Site site, Awaiting awaiting) {
    return step -> {
      Service service = site.stack().service(step.setting(Step.SERVICE));
      List<Container> replicas =
          site.engine()
              .inventory(site.stack().project())
              .replicas(site.stack().project(), service.name());
      if (replicas.size() < service.replicas()) {
        throw new IllegalStateException(
            "Compose ended well and made %d of %d containers of %s"
                .formatted(replicas.size(), service.replicas(), service.name()));
      }
      for (Container replica : replicas) {
        awaiting.perform(step, replica.id());
      }
    };
  }

  private static void up(Site site, Step step, Duration left) {
    Result result = site.commands().run(command(site, step, left));
    if (result.timedOut()) {
      throw new IllegalStateException(
          "tried to "
              + step.id()
              + " but it did not end within "
              + site.timeout().toSeconds()
              + " s; its last words: "
              + lastLines(result));
    }
    if (!result.succeeded()) {
      throw new IllegalStateException(
          "tried to " + step.id() + " but Compose said: " + lastLines(result));
    }
  }

  static Command command(Site site, Step step, Duration timeout) {
    Stack stack = site.stack();
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("docker", "-H", site.engine().identity().endpoint(), "compose"));
    argv.addAll(List.of("--ansi", "never", "--progress", "plain"));
    argv.addAll(List.of("-p", stack.project(), "--project-directory", stack.folder().toString()));
    stack.files().forEach(file -> argv.addAll(List.of("-f", file.toString())));
    stack.environmentFiles().forEach(file -> argv.addAll(List.of("--env-file", file.toString())));
    stack.profiles().forEach(profile -> argv.addAll(List.of("--profile", profile)));
    argv.addAll(List.of("up", "-d", "--no-build", "--pull", "never"));
    String services = step.setting(SERVICES);
    if (!services.isEmpty()) {
      argv.addAll(List.of(services.split(" ", -1)));
    }
    return new Command(argv, stack.folder(), Map.of(), null, null, timeout);
  }

  private static String lastLines(Result result) {
    List<String> lines = result.stderr().lines().filter(line -> !line.isBlank()).toList();
    int from = Math.max(0, lines.size() - LAST_LINES);
    return String.join("\n", lines.subList(from, lines.size()));
  }
}
