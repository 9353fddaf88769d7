package dev.coppice.judge;

import dev.coppice.evidence.Evidence.Rta;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.RunRecord.StepOutcome;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Plan.ExpectedService;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the time of a recovery was spent on: from what ended last, back through whatever it waited
 * for longest.
 *
 * @param steps ids, in the order in which they were done
 * @param services that these steps belong to
 */
record CriticalPath(List<String> steps, Set<String> services) {

  private static final Set<Verb> WATCHING =
      Set.of(Verb.AWAIT_STARTED, Verb.AWAIT_HEALTHY, Verb.AWAIT_COMPLETED);

  static CriticalPath of(Facts facts) {
    Map<String, Step> planned = new HashMap<>();
    facts.plan().steps(Phase.REBUILD).forEach(step -> planned.put(step.id(), step));
    Map<String, Double> ends = new HashMap<>();
    for (StepOutcome outcome : Steps.outcomes(facts).values()) {
      if (planned.containsKey(outcome.id()) && outcome.state() != StepOutcome.State.LEFT_OUT) {
        ends.put(outcome.id(), outcome.startSinceStartMs() + outcome.ms());
      }
    }
    String last = latest(needed(facts, planned, ends), ends);
    List<String> steps = back(last, ends, id -> waitsFor(planned, id));
    Set<String> services = new HashSet<>();
    for (String id : steps) {
      Step step = planned.get(id);
      String service = step == null ? null : step.settings().get(Step.SERVICE);
      if (service != null) {
        services.add(service);
      }
    }
    return new CriticalPath(steps, services.isEmpty() ? byReadiness(facts) : Set.copyOf(services));
  }

  /**
   * The steps that the recovery needed: those that only watch may end long after the probes passed,
   * and then nothing waited for them.
   */
  private static Collection<String> needed(
      Facts facts, Map<String, Step> planned, Map<String, Double> ends) {
    Rta rta = RecoveryTime.of(facts);
    Double impact = facts.run().impactSinceStartMs();
    if (rta == null || impact == null) {
      return ends.keySet();
    }
    double recovered = impact + rta.ms();
    List<String> needed = new ArrayList<>();
    for (StepOutcome outcome : Steps.outcomes(facts).values()) {
      Step step = planned.get(outcome.id());
      Double end = ends.get(outcome.id());
      if (step != null && end != null) {
        boolean watches = WATCHING.contains(step.verb());
        if (watches ? end <= recovered : outcome.startSinceStartMs() <= recovered) {
          needed.add(outcome.id());
        }
      }
    }
    return needed.isEmpty() ? ends.keySet() : needed;
  }

  /** Where no step belongs to one service, as when Compose does it all, the events have to do. */
  private static Set<String> byReadiness(Facts facts) {
    Map<String, Double> ready = new HashMap<>();
    Map<String, List<String>> waitsFor = new HashMap<>();
    for (ExpectedService service : facts.plan().services()) {
      waitsFor.put(service.name(), service.waitsFor());
      Double readyMs = ServiceTimes.of(service, facts).readyMs();
      if (readyMs != null) {
        ready.put(service.name(), readyMs);
      }
    }
    return Set.copyOf(
        back(latest(ready.keySet(), ready), ready, name -> waitsFor.getOrDefault(name, List.of())));
  }

  private static List<String> waitsFor(Map<String, Step> planned, String id) {
    Step step = planned.get(id);
    return step == null ? List.of() : step.waitsFor();
  }

  /**
   * The path that ends in the given one: each was waited for longest by the next.
   *
   * @param ends when each ended; what has no end was not waited for
   */
  static List<String> back(
      @Nullable String last, Map<String, Double> ends, Function<String, List<String>> waitsFor) {
    List<String> path = new ArrayList<>();
    String at = last;
    while (at != null && !path.contains(at)) {
      path.add(at);
      at = latest(waitsFor.apply(at), ends);
    }
    Collections.reverse(path);
    return List.copyOf(path);
  }

  /** The one that ended last; by name where several did, so that the answer is always the same. */
  private static @Nullable String latest(Collection<String> ids, Map<String, Double> ends) {
    String latest = null;
    double end = Double.NEGATIVE_INFINITY;
    for (String id : ids.stream().sorted().toList()) {
      Double at = ends.get(id);
      if (at != null && at > end) {
        latest = id;
        end = at;
      }
    }
    return latest;
  }
}
