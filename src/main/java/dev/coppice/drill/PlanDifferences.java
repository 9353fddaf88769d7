package dev.coppice.drill;

import dev.coppice.disaster.Losing;
import dev.coppice.plan.Loss;
import dev.coppice.plan.Obstacle;
import dev.coppice.plan.Plan;
import dev.coppice.plan.Step;
import dev.coppice.stack.EngineIdentity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a run would do now, held against the plan that somebody confirmed: each difference refuses,
 * because only what was confirmed is carried out. Pure.
 */
public final class PlanDifferences {

  private static final String NEXT =
      "look at the plan of now, and confirm that: coppice plan --out";

  private final Plan confirmed;
  private final Plan now;
  private final List<Obstacle> obstacles = new ArrayList<>();

  private PlanDifferences(Plan confirmed, Plan now) {
    this.confirmed = confirmed;
    this.now = now;
  }

  /** Every difference in a sentence; empty where the plan of now is the confirmed one. */
  public static List<Obstacle> between(Plan confirmed, Plan now) {
    PlanDifferences differences = new PlanDifferences(confirmed, now);
    differences.compare();
    return List.copyOf(differences.obstacles);
  }

  private void compare() {
    value("what is planned", Plan::command);
    value("the stack", Plan::project);
    engine();
    value("the scenario's hash", Plan::scenarioSha256);
    value("the definition's hash", Plan::definitionSha256);
    value("the way of rebuilding", Plan::rebuild);
    each(
        "loss",
        PlanDifferences::settledLosses,
        loss -> loss.kind() + " " + loss.name() + " " + loss.identity());
    each("way back", Plan::wayBack, way -> "volume " + way.name());
    each("image", Plan::images, Plan.ImageSource::reference);
    each("service", Plan::services, Plan.ExpectedService::name);
    each("probe", Plan::probes, Plan.PlannedProbe::name);
    each("objective", Plan::objectives, Plan.Objective::name);
    if (obstacles.isEmpty()) {
      // Steps follow from the rest: told where nothing else says why they differ.
      each("step", Plan::steps, Step::id);
    }
    value("what the rescue copies are for", plan -> plan.copyUse().toString());
    value("what the disaster leaves in place", plan -> plan.leftInPlace().toString());
    value("what the steady state has to show", plan -> plan.demands().toString());
    value("what does not apply", plan -> plan.inapplicable().toString());
  }

  private void engine() {
    EngineIdentity then = confirmed.engine();
    EngineIdentity here = now.engine();
    if (!then.isSameAs(here)) {
      add("the engine is %s, confirmed was %s".formatted(inWords(here), inWords(then)));
    }
  }

  private static String inWords(EngineIdentity engine) {
    return "%s at %s with root folder %s"
        .formatted(engine.name(), engine.endpoint(), engine.rootDir());
  }

  private void value(String what, Function<Plan, String> of) {
    String then = of.apply(confirmed);
    String here = of.apply(now);
    if (!then.equals(here)) {
      add("%s is %s, confirmed was %s".formatted(what, here, then));
    }
  }

  private <T> void each(
      String noun, Function<Plan, Collection<T>> of, Function<? super T, String> name) {
    Map<String, List<T>> then = byName(of.apply(confirmed), name);
    Map<String, List<T>> here = byName(of.apply(now), name);
    then.forEach(
        (key, values) -> {
          if (!here.containsKey(key)) {
            add("%s %s was confirmed and is not in the plan of now".formatted(noun, key));
          } else if (!Objects.equals(values, here.get(key))) {
            add("%s %s is not as it was confirmed".formatted(noun, key));
          }
        });
    here.keySet().stream()
        .filter(key -> !then.containsKey(key))
        .forEach(key -> add("%s %s was not confirmed".formatted(noun, key)));
  }

  private static <T> Map<String, List<T>> byName(
      Collection<T> all, Function<? super T, String> name) {
    return all.stream().collect(Collectors.groupingBy(name, TreeMap::new, Collectors.toList()));
  }

  private void add(String what) {
    obstacles.add(new Obstacle(what, NEXT));
  }

  private static List<Loss> settledLosses(Plan plan) {
    return plan.losses().stream().map(PlanDifferences::settled).toList();
  }

  /**
   * A loss without what moves while nothing changes: engines up to 20.10 give as a volume's
   * creation the last change of its top folder. A volume that the same containers still have cannot
   * have been replaced; one that nobody has must look as it did.
   */
  private static Loss settled(Loss loss) {
    Map<String, String> expected = new TreeMap<>(loss.expected());
    if (!expected.getOrDefault(Losing.USERS, "").isEmpty()) {
      expected.remove(Losing.CREATED);
    }
    return new Loss(
        loss.kind(),
        loss.identity(),
        loss.name(),
        loss.service(),
        loss.fate(),
        loss.why(),
        expected);
  }
}
