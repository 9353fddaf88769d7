package dev.coppice.drill;

import dev.coppice.compose.ComposeStack;
import dev.coppice.data.BackupCheck;
import dev.coppice.data.RescueSpace;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Plan;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.scenario.Scenario;
import dev.coppice.scenario.UserConfiguration;
import dev.coppice.stack.FileSource;
import dev.coppice.stack.ImageName;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that is checked before anything is touched. It only reads. */
final class Preflight {

  private final Access access;
  private final Scenario scenario;
  private final Stack stack;
  private final Inventory inventory;
  private final Plan plan;
  private final UserConfiguration configuration;

  Preflight(
      Access access,
      Scenario scenario,
      Stack stack,
      Inventory inventory,
      Plan plan,
      UserConfiguration configuration) {
    this.access = access;
    this.scenario = scenario;
    this.stack = stack;
    this.inventory = inventory;
    this.plan = plan;
    this.configuration = configuration;
  }

  /**
   * Every obstacle, all at once; empty where the run may begin.
   *
   * @param undone the run that is to be undone, null for a run that undoes none
   * @param own id of the run that asks; empty where none does
   */
  List<Obstacle> obstacles(@Nullable PastRun undone, String own) {
    List<Obstacle> obstacles = new ArrayList<>();
    obstacles.addAll(engine());
    if (plan.command().equals("run") || (undone != null && undone.isOver())) {
      obstacles.addAll(protection());
    }
    if (!plan.command().equals("recover")) {
      List<PastRun> unfinished =
          PastRun.unfinishedAndWhole(access.state(), stack.project(), plan.engine());
      obstacles.addAll(inTheWay(unfinished, undone, own));
    }
    obstacles.addAll(wayBack());
    obstacles.addAll(space());
    return obstacles.stream().distinct().toList();
  }

  /** What is in the way of bringing the stack back. */
  List<Obstacle> wayBack() {
    List<Obstacle> obstacles = new ArrayList<>(plan.obstacles());
    obstacles.addAll(files());
    obstacles.addAll(backups());
    obstacles.addAll(images());
    obstacles.addAll(new Ports(stack, inventory, plan).obstacles());
    return obstacles;
  }

  private List<Obstacle> engine() {
    Scenario.EngineChoice choice = scenario.engine();
    if (choice == null || choice.name() == null || choice.name().equals(plan.engine().name())) {
      return List.of();
    }
    return List.of(
        new Obstacle(
            "the engine at %s is %s, and the scenario wants %s"
                .formatted(plan.engine().endpoint(), plan.engine().name(), choice.name()),
            "go to the right host, or correct `engine` in the scenario"));
  }

  private List<Obstacle> protection() {
    return Protection.obstacles(
        stack.project(),
        plan.engine().name(),
        scenario.protect(),
        configuration.protect(),
        configuration.allow());
  }

  private List<Obstacle> inTheWay(List<PastRun> unfinished, @Nullable PastRun undone, String own) {
    return unfinished.stream()
        .filter(run -> undone == null || !run.id().equals(undone.id()))
        .filter(run -> !run.id().equals(own))
        .filter(run -> run.isOf(stack.project(), plan.engine().name(), plan.engine().rootDir()))
        .map(
            run ->
                new Obstacle(
                    "run %s of this stack is unfinished".formatted(run.id()),
                    "finish it: coppice resume " + run.id()))
        .toList();
  }

  private List<Obstacle> files() {
    List<Obstacle> obstacles = new ArrayList<>();
    for (Path file : ComposeStack.definitionFiles(stack)) {
      if (!Files.isReadable(file)) {
        obstacles.add(
            new Obstacle(
                "%s cannot be read, and the rebuild needs it".formatted(file),
                "put it back before the stack is cut down"));
      }
    }
    if (plan.engine().isLocal()) {
      for (Path source : ComposeStack.bindSources(stack)) {
        if (!Files.exists(source)) {
          obstacles.add(
              new Obstacle(
                  "%s is mounted and is not there: it would come back as an empty folder"
                      .formatted(source),
                  "put it back before the stack is cut down"));
        }
      }
    }
    List<FileSource> sources = new ArrayList<>(stack.configs().values());
    sources.addAll(stack.secrets().values());
    for (FileSource source : sources) {
      if (source.file() == null && source.content() == null && !source.external()) {
        obstacles.add(
            new Obstacle(
                "config or secret %s has no content: its environment variable is not set"
                    .formatted(source.key()),
                "set the variable that the definition names"));
      }
    }
    return obstacles;
  }

  private List<Obstacle> backups() {
    Instant now = access.time().wall();
    return plan.steps().stream()
        .filter(step -> step.verb() == Verb.RESTORE)
        .map(Step::object)
        .distinct()
        .map(name -> scenario.backups().get(name))
        .filter(backup -> backup != null)
        .map(
            backup ->
                new BackupCheck(
                    backup.name(),
                    backup.file(),
                    backup.maxAge(),
                    "coppice backup " + scenario.file()))
        .flatMap(check -> check.obstacles(now).stream())
        .toList();
  }

  /** A pull of what is present says "up to date" even where the registry has lost it. */
  private List<Obstacle> images() {
    List<String> pulled =
        plan.images().stream()
            .filter(Plan.ImageSource::pulled)
            .filter(image -> image.digest() != null)
            .map(image -> ImageName.withDigest(image.reference(), String.valueOf(image.digest())))
            .distinct()
            .toList();
    List<Obstacle> unreachable =
        pulled.stream().filter(this::isBesideRemoteEngine).map(Preflight::unreachable).toList();
    if (pulled.isEmpty() || !unreachable.isEmpty()) {
      return unreachable;
    }
    try {
      return access.registries().obstacles(pulled, access.engine().architecture());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the check of the registries was interrupted", e);
    }
  }

  /** The loopback address of a remote engine is not ours: another registry would answer here. */
  private boolean isBesideRemoteEngine(String pinned) {
    String host = ImageName.parse(pinned).registry().replaceFirst(":\\d+$", "");
    return !plan.engine().isLocal()
        && (host.equals("localhost") || host.equals("[::1]") || host.startsWith("127."));
  }

  private static Obstacle unreachable(String pinned) {
    return new Obstacle(
        "the layers of %s cannot be asked for: its registry is on the engine's own host"
            .formatted(pinned),
        "name the registry by an address that this machine and the engine both reach");
  }

  private List<Obstacle> space() {
    List<String> copied =
        plan.wayBack().stream().filter(Plan.WayBack::rescued).map(Plan.WayBack::volume).toList();
    return copied.isEmpty()
        ? List.of()
        : RescueSpace.obstacle(access.engine(), copied, access.state().rescueCopies()).stream()
            .toList();
  }
}
