package dev.coppice.provision;

import static java.util.stream.Collectors.joining;

import dev.coppice.plan.Need;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.provision.Missing.Replica;
import dev.coppice.stack.Service;
import dev.coppice.stack.Service.Condition;
import dev.coppice.stack.Service.Dependency;
import dev.coppice.stack.Service.Mount;
import dev.coppice.stack.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The graph by which native raises what is missing, as wide as it can be: networks, volumes and
 * pulls wait for nothing, creates for what they are made of, starts for their conditions.
 */
final class RebuildGraph {

  private final Stack stack;
  private final Missing missing;
  private final List<RestorePoint> restores;
  private final Gates gates;
  private final RebuildSteps steps;

  RebuildGraph(Stack stack, Missing missing, List<RestorePoint> restores, Gates gates) {
    this.stack = stack;
    this.missing = missing;
    this.restores = restores;
    this.gates = gates;
    this.steps = new RebuildSteps(stack, missing);
  }

  List<Step> steps() {
    List<Step> all = new ArrayList<>();
    all.addAll(steps.networks());
    all.addAll(steps.volumes());
    all.addAll(steps.putBacks());
    all.addAll(steps.pulls());
    missing.create().forEach(replica -> all.add(create(replica)));
    steps.replicas().forEach(replica -> all.add(start(replica)));
    all.addAll(awaits());
    restores.forEach(restore -> all.add(restore(restore)));
    return gated(all);
  }

  /** What others wait for is asked first where not all can be asked at once. */
  private List<Step> gated(List<Step> all) {
    Map<String, Integer> need = Need.of(all);
    return all.stream()
        .map(
            step ->
                step.verb() == Verb.AWAIT_HEALTHY
                    ? step.with(
                        Map.of(
                            Step.GATE,
                            gates.word(),
                            Step.NEED,
                            String.valueOf(need.getOrDefault(step.id(), 0))))
                    : step)
        .toList();
  }

  private Step create(Replica replica) {
    Service service = stack.service(replica.service());
    Set<String> waits = new LinkedHashSet<>(steps.materials(service));
    for (String owner : service.sharesSpacesOf()) {
      missing.create().stream()
          .filter(other -> other.service().equals(owner))
          .limit(1)
          .forEach(other -> waits.add("create " + other));
    }
    return steps.of(
        "create " + replica, Verb.CREATE, replica, replica + " has no container", waits, Map.of());
  }

  private Step start(Replica replica) {
    Service service = stack.service(replica.service());
    Set<String> waits = new LinkedHashSet<>();
    List<String> causes = new ArrayList<>();
    if (missing.create().contains(replica)) {
      waits.add("create " + replica);
    }
    for (Dependency dependency : service.dependsOn()) {
      if (stack.services().containsKey(dependency.service())) {
        List<String> conditions = conditions(dependency);
        waits.addAll(conditions);
        if (!conditions.isEmpty()) {
          causes.add(
              dependency.service()
                  + " must "
                  + Awaited.words(dependency.condition())
                  + " before "
                  + service.name()
                  + " starts");
        }
      }
    }
    for (RestorePoint restore : restores) {
      if (restore.before().contains(service.name())) {
        waits.add("restore " + restore.backup());
        causes.add(restore.backup() + " must be restored before " + service.name() + " starts");
      }
    }
    String cause = causes.isEmpty() ? replica + " does not run" : String.join("; ", causes);
    return steps.of("start " + replica, Verb.START, replica, cause, waits, Map.of());
  }

  private List<String> conditions(Dependency dependency) {
    return steps
        .replicas(dependency.service())
        .map(other -> Awaited.stepOf(other, dependency.condition(), !dependency.required()))
        .toList();
  }

  /** One step for each thing that somebody waits for, and each service's own readiness. */
  private List<Step> awaits() {
    Map<String, Step> awaits = new LinkedHashMap<>();
    for (Replica replica : steps.replicas()) {
      Condition own = Awaited.readiness(stack, replica.service());
      await(replica, own, false, replica + " is ready when it " + Awaited.is(own), awaits);
    }
    for (Service service : stack.services().values()) {
      for (Dependency dependency : service.dependsOn()) {
        steps
            .replicas(dependency.service())
            .forEach(
                replica ->
                    await(
                        replica,
                        dependency.condition(),
                        !dependency.required(),
                        service.name() + " waits for it",
                        awaits));
      }
    }
    for (RestorePoint restore : restores) {
      restore
          .after()
          .forEach(
              (service, condition) ->
                  steps
                      .replicas(service)
                      .forEach(
                          replica ->
                              await(
                                  replica,
                                  condition,
                                  false,
                                  "the restore of " + restore.backup() + " waits for it",
                                  awaits)));
    }
    for (Replica replica : steps.replicas()) {
      if (Awaited.dependsOnImage(stack, replica.service())
          && !awaits.containsKey(Awaited.stepOf(replica, Condition.HEALTHY, false))) {
        Step ready = Awaited.ready(steps, replica, Set.of("start " + replica));
        awaits.put(ready.id(), ready);
      }
    }
    return List.copyOf(awaits.values());
  }

  private void await(
      Replica replica,
      Condition condition,
      boolean optional,
      String cause,
      Map<String, Step> awaits) {
    if (condition != Condition.STARTED) {
      String id = Awaited.stepOf(replica, condition, optional);
      Map<String, String> settings = optional ? Map.of(Awaited.OPTIONAL, "true") : Map.of();
      awaits.putIfAbsent(
          id,
          steps.of(
              id, Awaited.verb(condition), replica, cause, Set.of("start " + replica), settings));
    }
  }

  private Step restore(RestorePoint restore) {
    Set<String> waits = new LinkedHashSet<>();
    restore
        .after()
        .forEach(
            (service, condition) ->
                steps
                    .replicas(service)
                    .forEach(replica -> waits.add(Awaited.stepOf(replica, condition, false))));
    if (restore.runsInService()) {
      steps.replicas(restore.service()).forEach(replica -> waits.add("start " + replica));
      if (missing.create().stream().noneMatch(r -> r.service().equals(restore.service()))) {
        // It stands already, maybe over a stranger's volume: only making its own shows that.
        waits.addAll(steps.materials(stack.service(restore.service())));
      }
    } else {
      waits.addAll(steps.materials(stack.service(restore.service())));
    }
    return restoreStep(restore, waits);
  }

  static Step restoreStep(RestorePoint restore, Set<String> waits) {
    String before = restore.before().stream().sorted().collect(joining(", "));
    return new Step(
        "restore " + restore.backup(),
        Phase.REBUILD,
        Verb.RESTORE,
        restore.backup(),
        before.isEmpty() ? "its data was lost" : before + " must find its data",
        List.copyOf(waits),
        Map.of(Step.SERVICE, restore.service()));
  }

  /** Keys of the named volumes that a service mounts. */
  static Stream<String> volumesOf(Service service) {
    return service.mounts().stream()
        .filter(mount -> mount.type() == Mount.Type.VOLUME)
        .map(Mount::source)
        .filter(source -> source != null)
        .map(String::valueOf);
  }
}
