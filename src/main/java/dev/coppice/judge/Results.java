package dev.coppice.judge;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Count;
import dev.coppice.evidence.Evidence.ObjectResult;
import dev.coppice.evidence.Evidence.ProbeResult;
import dev.coppice.evidence.Evidence.Replica;
import dev.coppice.evidence.Evidence.ServiceResult;
import dev.coppice.evidence.Evidence.StepResult;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.evidence.Sample;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.stack.Container;
import dev.coppice.stack.Inventory;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How each service, probe and step went, as the evidence tells it. */
final class Results {

  private Results() {}

  static List<ServiceResult> services(Facts facts, CriticalPath path) {
    List<Life> lives = Lives.all(facts);
    return facts.plan().services().stream().map(s -> service(facts, s, path, lives)).toList();
  }

  private static ServiceResult service(
      Facts facts, ExpectedService service, CriticalPath path, List<Life> lives) {
    ServiceTimes times = ServiceTimes.of(service, facts);
    return new ServiceResult(
        service.name(),
        replicas(facts, facts.before(), service),
        replicas(facts, facts.after(), service),
        times.createdMs(),
        times.startedMs(),
        times.servedMs(),
        times.declaredMs(),
        times.readyMs(),
        path.services().contains(service.name()),
        service.lost(),
        service.oneShot(),
        service.waitsFor(),
        lives(facts, service, lives));
  }

  /** Those that the disaster took have ended as they had to, unless they were started again. */
  private static List<Evidence.Life> lives(Facts facts, ExpectedService service, List<Life> all) {
    Timeline timeline = new Timeline(facts.run());
    return all.stream()
        .filter(life -> life.service().equals(service.name()))
        .filter(
            life ->
                life.startedMs() != null
                    || Origin.loss(facts, Loss.Kind.CONTAINER, life.container()).isEmpty())
        .map(life -> life.told(timeline))
        .toList();
  }

  private static List<Replica> replicas(
      Facts facts, @Nullable Inventory inventory, ExpectedService service) {
    return inventory == null
        ? List.of()
        : inventory.replicas(facts.plan().project(), service.name()).stream()
            .map(Results::replica)
            .toList();
  }

  private static Replica replica(Container c) {
    return new Replica(
        c.id(),
        c.image(),
        c.imageId(),
        c.state(),
        c.health(),
        c.exitCode(),
        c.restarts(),
        c.oomKilled());
  }

  static List<ProbeResult> probes(Facts facts) {
    return Availability.all(facts).stream().map(a -> probe(facts, a)).toList();
  }

  private static ProbeResult probe(Facts facts, Availability availability) {
    Timeline timeline = new Timeline(facts.run());
    Streak streak = availability.steadyAfter();
    boolean confirmed = streak.isConfirmed(facts.plan().stableForMs());
    List<Sample> failures =
        availability.afterImpact().stream().filter(sample -> !sample.passed()).toList();
    Double firstFailure =
        failures.isEmpty() ? null : Double.valueOf(timeline.afterImpact(failures.get(0).sentMs()));
    Double firstSuccess =
        confirmed ? Double.valueOf(timeline.afterImpact(streak.first().endedMs())) : null;
    return new ProbeResult(
        availability.probe().name(),
        availability.probe().kind(),
        availability.probe().asks(),
        availability.probe().survives(),
        count(availability.baseline()),
        count(availability.probe().survives() ? availability.afterImpact() : availability.outage()),
        count(confirmed ? streak.samples() : List.of()),
        downtime(firstFailure, firstSuccess),
        firstFailure,
        firstSuccess,
        failures.isEmpty() ? null : failures.get(failures.size() - 1).why(),
        Spans.of(availability.samples(), timeline),
        Slowness.latency(facts, availability));
  }

  /** Null where the probe was not seen to be back: it may be down still. */
  private static @Nullable Double downtime(
      @Nullable Double firstFailure, @Nullable Double firstSuccess) {
    if (firstSuccess == null) {
      return null;
    }
    return firstFailure == null ? 0.0 : firstSuccess - firstFailure;
  }

  private static Count count(List<Sample> samples) {
    int passed = (int) samples.stream().filter(Sample::passed).count();
    return new Count(passed, samples.size() - passed);
  }

  static List<StepResult> steps(Facts facts, CriticalPath path) {
    Timeline timeline = new Timeline(facts.run());
    return facts.run().steps().stream().map(step -> step(facts, step, path, timeline)).toList();
  }

  private static StepResult step(
      Facts facts, StepOutcome step, CriticalPath path, Timeline timeline) {
    Phase phase = Steps.phase(facts, step.id());
    return new StepResult(
        step.id(),
        phase == null ? "" : phase.word(),
        step.verb(),
        step.object(),
        step.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        timeline.afterImpact(step.startSinceStartMs()),
        step.ms(),
        path.steps().contains(step.id()),
        step.why());
  }

  static List<ObjectResult> images(Facts facts) {
    return facts.plan().images().stream()
        .map(
            image ->
                new ObjectResult(
                    image.reference(),
                    imageId(facts.before(), image.reference()),
                    imageId(facts.after(), image.reference())))
        .toList();
  }

  private static @Nullable String imageId(@Nullable Inventory inventory, String reference) {
    return inventory == null
        ? null
        : inventory.image(reference).map(image -> image.id()).orElse(null);
  }
}
