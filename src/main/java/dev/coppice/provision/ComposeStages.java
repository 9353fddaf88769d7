package dev.coppice.provision;

import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.provision.Missing.Replica;
import dev.coppice.stack.Service;
import dev.coppice.stack.Service.Condition;
import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The stages in which Compose raises a stack: before each restore all that need not wait for it, at
 * the end everything.
 */
final class ComposeStages {

  private final Stack stack;
  private final Missing missing;
  private final RebuildSteps shared;
  private final List<RestorePoint> waiting;
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Set<String> done = new LinkedHashSet<>();

  ComposeStages(Stack stack, Missing missing, List<RestorePoint> restores) {
    this.stack = stack;
    this.missing = missing;
    this.shared = new RebuildSteps(stack, missing);
    this.waiting = new ArrayList<>(restores);
  }

  List<Step> steps() {
    networks();
    shared.volumes().forEach(this::add);
    shared.putBacks().forEach(this::add);
    shared.pulls().forEach(this::add);
    done.addAll(steps.keySet());
    while (!waiting.isEmpty()) {
      stage();
    }
    if (!shared.replicas().isEmpty() || !missing.networks().isEmpty()) {
      up("compose up everything", "", "the whole stack must stand");
    }
    for (Replica replica : shared.replicas()) {
      ready(replica);
    }
    return List.copyOf(steps.values());
  }

  /** A restore in a one-off container may come before Compose has made any network. */
  private void networks() {
    Set<String> needed = new TreeSet<>();
    waiting.stream()
        .filter(restore -> !restore.runsInService())
        .forEach(restore -> needed.addAll(stack.service(restore.service()).networks()));
    shared.networks().stream().filter(step -> needed.contains(step.object())).forEach(this::add);
  }

  private void stage() {
    Set<String> free = new TreeSet<>(stack.services().keySet());
    free.removeAll(blocked());
    List<RestorePoint> now = waiting.stream().filter(restore -> isReady(restore, free)).toList();
    if (now.isEmpty()) {
      throw new IllegalArgumentException(
          "the restores of "
              + String.join(", ", waiting.stream().map(RestorePoint::backup).toList())
              + " wait for services that wait for them");
    }
    Set<String> started = new TreeSet<>(free);
    started.removeIf(service -> shared.replicas(service).findAny().isEmpty());
    if (!started.isEmpty()) {
      String names = String.join(" ", started);
      up("compose up " + names, names, "what need not wait for a restore");
    }
    now.forEach(this::restore);
    waiting.removeAll(now);
    now.forEach(restore -> done.add("restore " + restore.backup()));
  }

  /** Services that an unfinished restore holds up, with all that depend on them. */
  private Set<String> blocked() {
    Set<String> blocked = new TreeSet<>();
    waiting.forEach(restore -> restore.before().forEach(service -> block(service, blocked)));
    return blocked;
  }

  private void block(String service, Set<String> blocked) {
    if (blocked.add(service)) {
      for (Service dependant : stack.dependants(service)) {
        block(dependant.name(), blocked);
      }
    }
  }

  private static boolean isReady(RestorePoint restore, Set<String> free) {
    return free.containsAll(restore.after().keySet())
        && (!restore.runsInService() || free.contains(restore.service()));
  }

  private void up(String id, String services, String cause) {
    add(
        new Step(
            id,
            Phase.REBUILD,
            Verb.COMPOSE_UP,
            services.isEmpty() ? stack.project() : services,
            cause,
            List.copyOf(done),
            Map.of(ComposeUp.SERVICES, services)));
    done.clear();
    done.add(id);
  }

  private void restore(RestorePoint restore) {
    Set<String> waits = new LinkedHashSet<>(done);
    restore
        .after()
        .forEach(
            (service, condition) ->
                shared
                    .replicas(service)
                    .forEach(
                        replica ->
                            waits.add(
                                await(
                                    replica,
                                    condition,
                                    "the restore of " + restore.backup() + " waits for it"))));
    add(RebuildGraph.restoreStep(restore, waits));
  }

  private void ready(Replica replica) {
    if (!Awaited.dependsOnImage(stack, replica.service())) {
      Condition condition = Awaited.readiness(stack, replica.service());
      await(replica, condition, replica + " is ready when it " + Awaited.is(condition));
    } else if (!steps.containsKey(Awaited.stepOf(replica, Condition.HEALTHY, false))) {
      add(Awaited.ready(shared, replica, ups()));
    }
  }

  private List<String> ups() {
    return done.stream().filter(step -> step.startsWith("compose up")).toList();
  }

  private String await(Replica replica, Condition condition, String cause) {
    String id =
        condition == Condition.STARTED
            ? "await " + replica + " started"
            : Awaited.stepOf(replica, condition, false);
    if (!steps.containsKey(id)) {
      add(shared.of(id, Awaited.verb(condition), replica, cause, ups(), Map.of()));
    }
    return id;
  }

  private void add(Step step) {
    steps.put(step.id(), step);
  }
}
