package dev.coppice.drill;

import dev.coppice.compose.ComposeFiles;
import dev.coppice.compose.ComposeStack;
import dev.coppice.compose.LockFile;
import dev.coppice.data.PutBack;
import dev.coppice.data.RescueCopies;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan;
import dev.coppice.provision.Provision;
import dev.coppice.provision.Provisions;
import dev.coppice.scenario.Scenario;
import dev.coppice.scenario.UserConfiguration;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** From a scenario to a run that could begin: describe, observe, plan, preflight. It only reads. */
public final class Preparation {

  private final Access access;
  private final Scenario scenario;
  private final Stack stack;
  private final UserConfiguration configuration;
  private final PhaseLog phases;

  public Preparation(
      Access access,
      Scenario scenario,
      Stack stack,
      UserConfiguration configuration,
      PhaseLog phases) {
    this.access = access;
    this.scenario = scenario;
    this.stack = stack;
    this.configuration = configuration;
    this.phases = phases;
  }

  /** What should stand, by Compose's own reading of the scenario's files. */
  public static Stack describe(Access access, Scenario scenario) {
    ComposeFiles files = files(scenario.stack());
    return ComposeStack.describe(access.compose(), files, LockFile.read(LockFile.path(files)));
  }

  public static ComposeFiles files(Scenario.StackFiles stack) {
    return new ComposeFiles(stack.compose(), stack.envFiles(), stack.profiles(), stack.project());
  }

  Stack stack() {
    return stack;
  }

  Scenario scenario() {
    return scenario;
  }

  /** Prepares a drill that is only shown. */
  public Prepared drill() {
    return prepare((planner, situation) -> planner.drill(situation), null, null);
  }

  /** Prepares a drill that will be carried out. */
  public Prepared drill(Opened opened) {
    return prepare((planner, situation) -> planner.drill(situation), null, opened);
  }

  /**
   * Prepares to bring back what is missing.
   *
   * @param keep keys of volumes whose data stays as it is
   */
  public Prepared recovery(Set<String> keep, Opened opened) {
    return prepare((planner, situation) -> planner.recovery(situation, keep), null, opened);
  }

  /**
   * Prepares to bring back what a sabotaged drill has left, without anything that it made.
   *
   * @param sabotaged the plan of that drill
   */
  public Prepared recoveryAnew(Plan sabotaged, Opened opened) {
    return prepare(
        (planner, situation) -> planner.recoveryAnew(situation, sabotaged), null, opened);
  }

  /** Prepares to bring the stack back with the data of a run's rescue copies. */
  public Prepared undo(PastRun past, Opened opened) {
    List<RescueCopies.Copy> copies = new RescueCopies(access.state().rescueCopies()).of(past.id());
    List<RescueCopies.Copy> lost =
        copies.stream()
            .filter(copy -> past.removedVolumes().contains(copy.manifest().volume()))
            .toList();
    Undone undone =
        new Undone(
            past.id(), past.isOver(), lost.stream().map(RescueCopies.Copy::manifest).toList());
    Prepared prepared =
        prepare((planner, situation) -> planner.undo(situation, undone), past, opened);
    List<Obstacle> obstacles = new ArrayList<>(prepared.obstacles());
    for (RescueCopies.Copy copy : lost) {
      try {
        PutBack.requireSound(copy);
      } catch (IOException e) {
        obstacles.add(
            new Obstacle(
                "%s cannot be put back: %s".formatted(copy.file(), e.getMessage()),
                "go on without it: coppice resume, or coppice recover " + scenario.file()));
      }
    }
    return prepared.with(obstacles);
  }

  /**
   * Prepares to go on with an interrupted run.
   *
   * @param strays what stands under the name of something to be made, and is not the run's
   */
  Prepared resumption(Plan original, Strays strays) {
    Situation seen = observed();
    Inventory own = strays.without(seen.inventory());
    Situation situation = new Situation(scenario, stack, own, seen.engine());
    Set<String> kept = stack.standingVolumes(own);
    Provision provision = provision();
    Plan plan = new Planner(provision).resumption(situation, original, kept);
    Preflight preflight =
        new Preflight(access, scenario, stack, situation.inventory(), plan, configuration);
    return new Prepared(
        access, scenario, stack, situation.inventory(), plan, provision, preflight.wayBack());
  }

  private Prepared prepare(
      BiFunction<Planner, Situation, Plan> planning,
      @Nullable PastRun undone,
      @Nullable Opened opened) {
    Situation situation = phases.time(Phase.OBSERVE, this::observed);
    Provision provision = provision();
    Plan plan = phases.time(Phase.PLAN, () -> planning.apply(new Planner(provision), situation));
    Preflight preflight =
        new Preflight(access, scenario, stack, situation.inventory(), plan, configuration);
    List<Obstacle> obstacles =
        phases.time(
            Phase.PREFLIGHT, () -> preflight.obstacles(undone, opened == null ? "" : opened.id()));
    return new Prepared(access, scenario, stack, situation.inventory(), plan, provision, obstacles);
  }

  private Situation observed() {
    Inventory inventory = access.engine().inventory(stack.project());
    return new Situation(scenario, stack, inventory, access.engine().identity());
  }

  private Provision provision() {
    Provision provision = Provisions.KINDS.get(scenario.recovery().rebuild());
    if (provision == null) {
      throw new IllegalArgumentException("no way to rebuild: " + scenario.recovery().rebuild());
    }
    return provision.with(scenario.recovery().gates());
  }
}
