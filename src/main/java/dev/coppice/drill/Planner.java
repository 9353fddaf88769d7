package dev.coppice.drill;

import dev.coppice.data.LedgerQuestions;
import dev.coppice.disaster.Disaster;
import dev.coppice.disaster.Disasters;
import dev.coppice.disaster.LoseContainers;
import dev.coppice.disaster.LoseVolumes;
import dev.coppice.disaster.Losing;
import dev.coppice.disaster.Ownership;
import dev.coppice.disaster.SharedSpaces;
import dev.coppice.disaster.SystemMounts;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Plan;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.plan.Plan.ImageSource;
import dev.coppice.plan.Plan.PlannedProbe;
import dev.coppice.plan.Step;
import dev.coppice.probe.Fact;
import dev.coppice.probe.Probe;
import dev.coppice.provision.Missing;
import dev.coppice.provision.Provision;
import dev.coppice.provision.RestorePoint;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.Container;
import dev.coppice.stack.Container.Mounted;
import dev.coppice.stack.Image;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Service;
import dev.coppice.stack.Stack;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes plans. Pure: the same situation gives the same plan, and nothing is asked or touched. */
public final class Planner {

  private static final String NOTHING_BEFORE =
      "the stack was not seen before: this is a recovery, not a drill";

  private static final String UNDO = "an undo puts data back ";

  private static final String HEALTH_COMMAND = "Config.Healthcheck.Test";

  private final Provision provision;

  /** Plans rebuilds by the given way. */
  public Planner(Provision provision) {
    this.provision = provision;
  }

  /** The plan of a drill: the disasters of the scenario, and the way back. */
  public Plan drill(Situation situation) {
    List<Loss> losses =
        Disasters.losses(situation.scenario().disaster(), situation.stack(), situation.inventory());
    List<Obstacle> obstacles =
        new ArrayList<>(
            Ownership.obstacles(
                situation.stack(), situation.inventory(), situation.scenario().disaster()));
    obstacles.addAll(
        SystemMounts.obstacles(
            situation.inventory(),
            losses,
            situation.engine().rootDir(),
            situation.scenario().keeps()));
    obstacles.addAll(SharedSpaces.obstacles(situation.inventory(), losses));
    if (losses.isEmpty()) {
      obstacles.add(
          new Obstacle(
              "nothing of stack %s stands that the disaster could take"
                  .formatted(situation.stack().project()),
              "raise the stack first, or bring it back with `coppice recover`"));
    }
    return plan("run", situation, losses, Set.of(), Undone.NOTHING, Map.of(), obstacles);
  }

  /**
   * The plan of a recovery: what is missing is made, what stands stays, save containers that were
   * made from another definition or are unhealthy.
   *
   * @param keep keys of volumes whose data stays as it is
   */
  public Plan recovery(Situation situation, Set<String> keep) {
    List<Obstacle> obstacles = new ArrayList<>();
    List<Loss> replaced = Replacements.of(situation.stack(), situation.inventory());
    Missing missing = new Shortfall(situation.stack(), situation.inventory(), replaced).missing();
    for (Scenario.Restore restore : situation.scenario().recovery().restores()) {
      for (String key : restore.brings()) {
        if (!missing.volumes().contains(key) && !keep.contains(key)) {
          obstacles.add(
              new Obstacle(
                  "volume %s is there, and data that is there is never restored over"
                      .formatted(key),
                  "go on with the data that is there: --keep %s".formatted(key)));
        }
      }
    }
    return plan("recover", situation, replaced, keep, Undone.NOTHING, Map.of(), obstacles);
  }

  /**
   * The plan of a recovery after a drill that was sabotaged: nothing of what that run made is kept,
   * and neither are volumes that it was to lose.
   *
   * @param sabotaged the plan of that drill
   */
  public Plan recoveryAnew(Situation situation, Plan sabotaged) {
    Stack stack = situation.stack();
    List<Disaster> disasters = new ArrayList<>();
    Set<String> services = removed(sabotaged, Loss.Kind.CONTAINER, Loss::service);
    Set<String> volumes = removed(sabotaged, Loss.Kind.VOLUME, Loss::name);
    volumes.retainAll(stack.volumes().keySet());
    if (!services.isEmpty()) {
      disasters.add(new LoseContainers(List.copyOf(services), List.of()));
    }
    if (!volumes.isEmpty()) {
      disasters.add(new LoseVolumes(List.copyOf(volumes), List.of()));
    }
    List<Loss> losses = new ArrayList<>(Disasters.losses(disasters, stack, situation.inventory()));
    Replacements.of(stack, situation.inventory()).stream()
        .filter(loss -> losses.stream().noneMatch(l -> l.identity().equals(loss.identity())))
        .forEach(losses::add);
    Set<String> keep = new TreeSet<>(stack.standingVolumes(situation.inventory()));
    keep.removeAll(volumes);
    return plan(
        "recover",
        situation,
        losses,
        keep,
        Undone.NOTHING,
        Map.of(),
        Ownership.obstacles(stack, situation.inventory(), disasters));
  }

  private static Set<String> removed(
      Plan plan, Loss.Kind kind, Function<Loss, @Nullable String> named) {
    Set<String> names = new TreeSet<>();
    plan.losses(kind)
        .filter(loss -> loss.fate() == Loss.Fate.REMOVED)
        .map(named)
        .filter(Objects::nonNull)
        .forEach(names::add);
    return names;
  }

  /**
   * The plan by which a stack comes back with the data of a run's rescue copies. What is in those
   * volumes now is copied first, and only what uses them is made anew.
   */
  public Plan undo(Situation situation, Undone undone) {
    Stack stack = situation.stack();
    Inventory inventory = situation.inventory();
    List<Disaster> disasters = undone.disasters(stack, inventory);
    List<Loss> losses = new ArrayList<>(Disasters.losses(disasters, stack, inventory));
    if (!undone.finished()) {
      Replacements.of(stack, inventory).stream()
          .filter(loss -> losses.stream().noneMatch(l -> l.identity().equals(loss.identity())))
          .forEach(losses::add);
    }
    List<Obstacle> obstacles = new ArrayList<>(undone.obstacles(situation));
    obstacles.addAll(Ownership.obstacles(stack, inventory, disasters));
    return plan("undo", situation, losses, Set.of(), undone, undone.putBack(), obstacles);
  }

  /**
   * The plan by which an interrupted run goes on: its losses and targets stay as they were fixed
   * before impact, and the steps are made anew from what stands now.
   *
   * @param kept keys of volumes whose data stays: those that were not lost, and those that this
   *     very run has restored
   */
  public Plan resumption(Situation situation, Plan original, Set<String> kept) {
    Plan now =
        plan(
            original.command(),
            situation,
            List.of(),
            kept,
            Undone.NOTHING,
            Undone.putBack(original),
            List.of());
    return new Plan(
        original.format(),
        original.command(),
        original.undoes(),
        original.scenario(),
        original.scenarioSha256(),
        original.project(),
        original.engine(),
        original.definitionSha256(),
        original.rebuild(),
        original.losses(),
        original.wayBack(),
        original.images(),
        original.services(),
        original.probes(),
        original.objectives(),
        original.leftInPlace(),
        original.inapplicable(),
        now.steps(),
        now.obstacles(),
        original.stableForMs(),
        original.timeoutMs(),
        original.copyUse(),
        original.trials(),
        original.facts(),
        original.ledger(),
        original.demands());
  }

  private Plan plan(
      String command,
      Situation situation,
      List<Loss> losses,
      Set<String> keep,
      Undone undone,
      Map<String, String> putBack,
      List<Obstacle> found) {
    Scenario scenario = situation.scenario();
    boolean isDrill = command.equals("run");
    Stack stack = situation.stack();
    Missing missing =
        new Shortfall(stack, situation.inventory(), losses).missing().puttingBack(putBack);
    List<Plan.Objective> objectives =
        command.equals("undo") ? List.of() : objectives(scenario, missing, isDrill);
    WaysBack back = new WaysBack(situation, losses, missing.volumes(), keep, missing.putBack());
    List<Obstacle> obstacles = new ArrayList<>(found);
    obstacles.addAll(provision.refusals(stack, situation.engine()));
    obstacles.addAll(back.obstacles());
    if (isDrill && !losses.isEmpty()) {
      obstacles.addAll(withoutCopy(scenario, back.ways()));
      obstacles.addAll(Jobs.restoredInto(back.restores(), situation));
    }
    obstacles.addAll(Images.unpinned(situation));
    List<Step> steps = new ArrayList<>();
    steps.addAll(RescuePlan.steps(situation, back.ways()));
    steps.addAll(Losing.steps(stack, losses));
    steps.addAll(provision.steps(stack, missing, restorePoints(back.restores())));
    return new Plan(
        Plan.FORMAT,
        command,
        undone.run(),
        scenario.name(),
        scenario.sha256(),
        stack.project(),
        situation.engine(),
        stack.sha256(),
        provision.kind(),
        losses,
        back.ways(),
        images(situation, missing),
        services(situation, losses),
        scenario.steadyState().probes().stream().map(probe -> planned(stack, probe)).toList(),
        objectives,
        leftInPlace(situation, losses),
        inapplicable(command, objectives, losses, back, isDrill && knows(scenario)),
        steps,
        obstacles.stream().distinct().toList(),
        scenario.steadyState().lasts().toMillis(),
        scenario.recovery().timeout().plus(undone.allowance()).toMillis(),
        copyUse(scenario),
        isDrill ? Trials.planned(scenario, stack, back.restores()) : List.of(),
        isDrill ? scenario.facts().stream().map(fact -> planned(stack, fact)).toList() : List.of(),
        isDrill ? planned(stack, scenario.ledger()) : null,
        demands(scenario, command));
  }

  /** An undo puts data back for whatever stands: it is not asked to prove the whole stack. */
  private static Plan.Demands demands(Scenario scenario, String command) {
    BigDecimal maxSlowdown = scenario.steadyState().maxSlowdown();
    return new Plan.Demands(
        maxSlowdown == null ? null : maxSlowdown.doubleValue(),
        scenario.steadyState().strict() && !command.equals("undo"));
  }

  private static Plan.PlannedFact planned(Stack stack, Fact fact) {
    return new Plan.PlannedFact(
        fact.name(),
        fact.question().kind(),
        fact.question().inWords(),
        fact.tolerance() == null ? null : fact.tolerance().toPlainString(),
        fact.reads(),
        AskedServices.of(stack, List.of(fact.question()), fact.reads()));
  }

  private static Plan.@Nullable PlannedLedger planned(
      Stack stack, @Nullable LedgerQuestions ledger) {
    return ledger == null
        ? null
        : new Plan.PlannedLedger(
            ledger.write().inWords(),
            ledger.read().inWords(),
            ledger.every().toMillis(),
            ledger.reads(),
            AskedServices.of(stack, List.of(ledger.write(), ledger.read()), ledger.reads()));
  }

  private static boolean knows(Scenario scenario) {
    return !scenario.facts().isEmpty() || scenario.ledger() != null;
  }

  private static Plan.CopyUse copyUse(Scenario scenario) {
    Duration maxDowntime = scenario.copyRules().maxDowntime();
    return new Plan.CopyUse(
        maxDowntime == null ? null : maxDowntime.toMillis(), scenario.copyRules().putBack());
  }

  /** Past the longest downtime each volume comes back from its copy: one must be made of it. */
  private static List<Obstacle> withoutCopy(Scenario scenario, List<Plan.WayBack> ways) {
    if (scenario.copyRules().maxDowntime() == null) {
      return List.of();
    }
    return ways.stream()
        .filter(way -> way.way() == Plan.WayBack.Way.RESTORED && !way.rescued())
        .map(
            way ->
                new Obstacle(
                    "past `max-downtime` the stack is raised from its rescue copies, and of volume %s none is made"
                        .formatted(way.name()),
                    "raise the stack with its volume first, or leave `max-downtime` out"))
        .toList();
  }

  private static List<RestorePoint> restorePoints(List<Scenario.Restore> restores) {
    return restores.stream()
        .map(
            restore ->
                new RestorePoint(
                    restore.backup(),
                    restore.command().service(),
                    restore.how() == Scenario.Restore.How.EXEC,
                    restore.after(),
                    restore.before()))
        .toList();
  }

  private static List<ImageSource> images(Situation situation, Missing missing) {
    Map<String, ImageSource> images = new TreeMap<>();
    for (Service service : situation.stack().services().values()) {
      String pinned = service.pinned();
      String id =
          pinned == null ? null : situation.inventory().image(pinned).map(Image::id).orElse(null);
      boolean pulled = missing.pulls().contains(service.name());
      images.merge(
          service.image(),
          new ImageSource(service.image(), service.digest(), id, pulled),
          (a, b) -> a.pulled() ? a : b);
    }
    return List.copyOf(images.values());
  }

  private static List<ExpectedService> services(Situation situation, List<Loss> losses) {
    Stack stack = situation.stack();
    return stack.services().values().stream()
        .map(
            service ->
                new ExpectedService(
                    service.name(),
                    service.replicas(),
                    Jobs.isJob(stack, situation.inventory(), service.name()),
                    isChecked(situation, service),
                    service.image(),
                    service.digest(),
                    losses.stream().anyMatch(loss -> service.name().equals(loss.service())),
                    service.dependsOn().stream().map(Service.Dependency::service).toList(),
                    sharesSpaces(service) ? null : service.configHash()))
        .toList();
  }

  private static boolean sharesSpaces(Service service) {
    return Stream.of("network_mode", "ipc", "pid")
        .anyMatch(space -> service.definition().at(space).text("").startsWith("service:"));
  }

  /** By its definition, or by its image, which the containers that stand tell of. */
  private static boolean isChecked(Situation situation, Service service) {
    if (!service.leavesHealthCheckToImage()) {
      return service.hasHealthCheck();
    }
    return situation.inventory().replicas(situation.stack().project(), service.name()).stream()
        .map(container -> container.settings().get(HEALTH_COMMAND))
        .anyMatch(test -> test != null && !test.equals("[\"NONE\"]"));
  }

  private static PlannedProbe planned(Stack stack, Probe probe) {
    return new PlannedProbe(
        probe.name(),
        probe.question().kind(),
        probe.survives(),
        probe.question().fromOutside(),
        probe.reads(),
        probe.every().toMillis(),
        probe.timeout().toMillis(),
        probe.question().inWords(),
        probe.latency().entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().word(), e -> e.getValue().toMillis())),
        AskedServices.of(stack, List.of(probe.question()), probe.reads()));
  }

  /** A service that stands all along has no recovery that a target could be held against. */
  private static List<Plan.Objective> objectives(
      Scenario scenario, Missing missing, boolean isDrill) {
    List<Plan.Objective> objectives = new ArrayList<>();
    if (scenario.objectives().rto() != null) {
      objectives.add(new Plan.Objective("rto", null, scenario.objectives().rto().toMillis()));
    }
    // Only a drill has a ledger: nobody wrote on before the bad day.
    if (isDrill && scenario.objectives().rpo() != null) {
      objectives.add(new Plan.Objective(Plan.RPO, null, scenario.objectives().rpo().toMillis()));
    }
    new TreeMap<>(scenario.objectives().services())
        .forEach(
            (service, rto) -> {
              if (missing.brings(service)) {
                objectives.add(new Plan.Objective(service + " rto", service, rto.toMillis()));
              }
            });
    return objectives;
  }

  private static List<String> leftInPlace(Situation situation, List<Loss> losses) {
    Map<String, String> left = new TreeMap<>();
    Set<String> kept = new TreeSet<>();
    for (Loss loss : losses) {
      if (loss.kind() == Loss.Kind.CONTAINER) {
        for (Mounted mount : writableBinds(situation, loss)) {
          String name = loss.service() + ":" + mount.target();
          left.put(name, mount.source());
          if (situation.scenario().keeps().contains(name)) {
            kept.add(mount.source());
          }
        }
      }
    }
    // Several services may mount one folder, with `volumes_from` without a word of it in the file.
    left.values().removeAll(kept);
    return List.copyOf(left.keySet());
  }

  private static List<Mounted> writableBinds(Situation situation, Loss loss) {
    return situation.inventory().container(loss.identity()).stream()
        .map(Container::mounts)
        .flatMap(List::stream)
        .filter(mount -> mount.type().equals("bind") && mount.writable())
        .toList();
  }

  private static Map<Integer, String> inapplicable(
      String command,
      List<Plan.Objective> objectives,
      List<Loss> losses,
      WaysBack back,
      boolean knowsData) {
    Map<Integer, String> reasons = new TreeMap<>();
    if (command.equals("recover")) {
      reasons.put(1, NOTHING_BEFORE);
      reasons.put(2, NOTHING_BEFORE);
      reasons.put(3, NOTHING_BEFORE);
    }
    if (command.equals("undo")) {
      reasons.put(1, UNDO + "whatever state the stack is in");
      reasons.put(2, UNDO + "without a drill's negative control");
    }
    if (command.equals("undo") && losses.isEmpty()) {
      reasons.put(3, "nothing stood in the way of what was put back");
    }
    if (back.ways().isEmpty() && !knowsData) {
      reasons.put(9, "no volume is lost");
    }
    if (objectives.isEmpty()) {
      reasons.put(
          11,
          command.equals("undo")
              ? "objectives are for a disaster, not for an undo"
              : "the scenario sets no objective for what comes back");
    }
    return reasons;
  }
}
