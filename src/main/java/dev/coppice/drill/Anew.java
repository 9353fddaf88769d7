package dev.coppice.drill;

import dev.coppice.data.Trial;
import dev.coppice.engine.Engine;
import dev.coppice.engine.EngineChanges;
import dev.coppice.evidence.RunRecord.Touched;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Plan;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import dev.coppice.stack.Labels;
import dev.coppice.stack.Stack;
import dev.coppice.stack.VolumeDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Takes away what a run made and could not finish, so that it is made anew. */
final class Anew {

  private final Engine engine;
  private final JournalledGateway gateway;
  private final Stack stack;
  private final Scenario scenario;
  private final KeptFirst keptFirst;
  private final Progress progress;
  private final String nonce;
  private final Predicate<Touched> isTouched;
  private final Runnable stillLocked;

  /**
   * Knows what a run made by its nonce.
   *
   * @param isTouched whether the run made such a call, or was about to
   * @param stillLocked fails where another run holds the stack by now; asked before each removal
   */
  Anew(
      Engine engine,
      JournalledGateway gateway,
      Stack stack,
      Scenario scenario,
      KeptFirst keptFirst,
      Progress progress,
      String nonce,
      Predicate<Touched> isTouched,
      Runnable stillLocked) {
    this.engine = engine;
    this.gateway = gateway;
    this.stack = stack;
    this.scenario = scenario;
    this.keptFirst = keptFirst;
    this.progress = progress;
    this.nonce = nonce;
    this.isTouched = isTouched;
    this.stillLocked = stillLocked;
  }

  /**
   * Removes what the run made for its own work and left behind: nobody else knows it, and it may
   * hold a volume or go on writing into it. The lock stays until the run ends, and the image with
   * it.
   */
  void removeLeftovers() {
    EngineChanges changes = gateway.step(JournalledGateway.CLEAR_AWAY);
    Inventory standing = engine.inventory(stack.project());
    for (Container container : standing.containers()) {
      boolean ownWork = container.project() == null || container.isOneOff();
      boolean lock = container.labels().containsKey(Labels.LOCK);
      if (ownWork && !lock && nonce.equals(container.labels().get(Labels.NONCE))) {
        changes.removeContainer(container.id());
      }
    }
    // What a backup was tried in, now that no container uses it.
    standing.volumes().stream()
        .filter(volume -> isOfTrial(volume.labels()))
        .forEach(volume -> changes.removeVolume(volume.name()));
    standing.networks().stream()
        .filter(network -> isOfTrial(network.labels()))
        .forEach(network -> changes.removeNetwork(network.id()));
  }

  private boolean isOfTrial(Map<String, String> labels) {
    return nonce.equals(labels.get(Labels.NONCE))
        && labels.getOrDefault(Labels.STEP, "").startsWith(Trial.STEP);
  }

  /**
   * Removes volumes whose data did not come back or was not removed to its end, the containers that
   * use them, and containers that did not come up.
   *
   * @param impact what came later and is not ours was made by Compose on our behalf
   * @param isDone whether a step of the plan, by its id, was carried out to its end
   */
  void removeHalfDone(Plan plan, Instant impact, Predicate<String> isDone) {
    removeHalfDone(plan, impact, isDone, () -> {});
  }

  /**
   * The same, with a last act.
   *
   * @param last done right before the first volume goes: what used it is gone by then, and what may
   *     have been written into it is kept
   */
  void removeHalfDone(Plan plan, Instant impact, Predicate<String> isDone, Runnable last) {
    Inventory standing = engine.inventory(plan.project());
    Predicate<Scenario.Restore> hasEnded =
        restore ->
            isDone.test("restore " + restore.backup())
                || Remake.wentOn(stack, standing, impact, nonce, restore.before());
    HalfRemoved halfRemoved = new HalfRemoved(plan, nonce, isTouched);
    List<String> halves = halfRemoved.in(standing);
    Remake remake =
        Remake.of(
                stack,
                standing,
                impact,
                nonce,
                withoutData(plan, hasEnded, isDone),
                halves,
                waitingFor(halves))
            .after(leftByUndo(plan, standing));
    remove(remake, standing, halfRemoved, "it or its data did not come up", last);
  }

  /** What an undo was to take away and had not yet, by the identities in its plan. */
  private static List<Container> leftByUndo(Plan plan, Inventory standing) {
    return plan.undoes() == null
        ? List.of()
        : plan.losses(Loss.Kind.CONTAINER)
            .filter(loss -> loss.fate() == Loss.Fate.REMOVED)
            .flatMap(loss -> standing.container(loss.identity()).stream())
            .toList();
  }

  /** Services that start when a restore into one of these volumes is done. */
  private Set<String> waitingFor(List<String> volumes) {
    return scenario.recovery().restores().stream()
        .filter(restore -> restore.brings().stream().anyMatch(key -> isOneOf(key, volumes)))
        .flatMap(restore -> restore.before().stream())
        .collect(Collectors.toSet());
  }

  private boolean isOneOf(String key, List<String> volumes) {
    VolumeDefinition volume = stack.volumes().get(key);
    return volume != null && volumes.contains(volume.name());
  }

  /**
   * Removes all that the run made: it was sabotaged, and nothing of it is gone on with.
   *
   * @param impact what came later and is not ours was made by Compose on our behalf
   */
  void removeAll(Plan plan, Instant impact) {
    Inventory standing = engine.inventory(plan.project());
    HalfRemoved halfRemoved = new HalfRemoved(plan, nonce, isTouched);
    Remake remake = Remake.everything(stack, standing, impact, nonce, halfRemoved.in(standing));
    remove(remake, standing, halfRemoved, "the run was sabotaged", () -> {});
  }

  private void remove(
      Remake remake, Inventory standing, HalfRemoved halfRemoved, String why, Runnable last) {
    EngineChanges changes = gateway.step("make anew");
    for (Container container : remake.containers()) {
      progress.note("making container %s anew: %s".formatted(container.name(), why));
      stillLocked.run();
      changes.removeContainer(container.id());
    }
    // Only now: nobody of ours writes into them any more.
    for (String volume : remake.volumes()) {
      if (mayGo(volume, halfRemoved) && Remake.mayBeWritten(standing, volume)) {
        keptFirst.keep(stack, volume);
      }
    }
    last.run();
    for (String volume : remake.volumes()) {
      stillLocked.run();
      // Looked at again: a stranger may have put his own there since the list was made.
      if (mayGo(volume, halfRemoved)) {
        progress.note(
            "making volume %s anew: %s"
                .formatted(
                    volume,
                    isOurs(volume)
                        ? "its data did not come back to its end"
                        : "its removal had begun and did not come to its end"));
        changes.removeVolume(volume);
      }
    }
  }

  private boolean mayGo(String volume, HalfRemoved halfRemoved) {
    return isOurs(volume) || engine.volume(volume).filter(halfRemoved::is).isPresent();
  }

  private boolean isOurs(String volume) {
    return engine
        .volume(volume)
        .filter(v -> nonce.equals(v.labels().get(Labels.NONCE)))
        .isPresent();
  }

  private Set<String> withoutData(
      Plan plan, Predicate<Scenario.Restore> hasEnded, Predicate<String> isDone) {
    Set<String> without =
        scenario.recovery().restores().stream()
            .filter(restore -> !hasEnded.test(restore))
            .flatMap(restore -> restore.brings().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    Undone.putBack(plan).keySet().stream()
        .peek(without::remove)
        .filter(name -> !isDone.test("put back " + name))
        .forEach(without::add);
    return without;
  }
}
