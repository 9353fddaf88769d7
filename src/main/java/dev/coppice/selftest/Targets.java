package dev.coppice.selftest;

import dev.coppice.plan.Loss;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.plan.Verb;
import dev.coppice.probe.Probe;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.Service;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** On which part of a stack a lie is told. Pure. */
final class Targets {

  static final String NOT_NATIVE =
      "containers are sabotaged in Coppice's own rebuild, and `recovery.rebuild` is compose";

  static final String NOTHING_RESTORED = "the drill restores nothing";

  private Targets() {}

  /** The first of its kind that is lost; none where the containers that use it stay. */
  static Optional<Loss> lost(Subject subject, Loss.Kind kind) {
    boolean containers = subject.plan().losses(Loss.Kind.CONTAINER).findAny().isPresent();
    return containers ? subject.plan().losses(kind).findFirst() : Optional.empty();
  }

  /** Services whose containers are made anew, those first on which the fewest others depend. */
  static List<Service> rebuilt(Subject subject) {
    return subject
        .plan()
        .losses(Loss.Kind.CONTAINER)
        .filter(loss -> loss.fate() == Loss.Fate.REMOVED)
        .map(loss -> String.valueOf(loss.service()))
        .distinct()
        .filter(name -> subject.stack().services().containsKey(name))
        .map(subject.stack()::service)
        .sorted(
            Comparator.comparingInt(
                    (Service service) -> subject.stack().dependants(service.name()).size())
                .thenComparing(Service::name))
        .toList();
  }

  /** Those of them that go on running. */
  static List<Service> servers(Subject subject) {
    return rebuilt(subject).stream().filter(service -> !isJob(subject, service)).toList();
  }

  static List<Service> jobs(Subject subject) {
    return rebuilt(subject).stream().filter(service -> isJob(subject, service)).toList();
  }

  private static boolean isJob(Subject subject, Service service) {
    return subject.plan().services().stream()
        .filter(expected -> expected.name().equals(service.name()))
        .anyMatch(ExpectedService::oneShot);
  }

  /** The restores that the drill carries out. */
  static List<Scenario.Restore> restores(Subject subject) {
    List<String> restored =
        subject.plan().steps().stream()
            .filter(step -> step.verb() == Verb.RESTORE)
            .map(step -> step.object())
            .toList();
    return subject.scenario().recovery().restores().stream()
        .filter(restore -> restored.contains(restore.backup()))
        .toList();
  }

  /** The probes that ask what is lost. */
  static List<Probe> probes(Subject subject) {
    return subject.scenario().steadyState().probes().stream()
        .filter(probe -> !probe.survives())
        .toList();
  }
}
