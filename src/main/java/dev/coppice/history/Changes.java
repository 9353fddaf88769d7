package dev.coppice.history;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Condition;
import dev.coppice.evidence.RunRecord;
import dev.coppice.history.Comparison.Bundled;
import dev.coppice.history.Comparison.Change;
import dev.coppice.plan.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between two runs besides their times. Pure. */
final class Changes {

  private final List<Change> changes = new ArrayList<>();

  private Changes() {}

  static List<Change> between(Bundled before, Bundled after) {
    Changes all = new Changes();
    all.verdict(before.evidence(), after.evidence());
    all.definition(before, after);
    all.services(before.plan(), after.plan());
    all.data(before.evidence(), after.evidence());
    all.around(before.evidence(), after.evidence());
    return List.copyOf(all.changes);
  }

  private void verdict(Evidence before, Evidence after) {
    one("verdict", "verdict", before.verdict().name(), after.verdict().name());
    each(
        "condition",
        byName(before.conditions(), Changes::name),
        byName(after.conditions(), Changes::name),
        (Condition condition) -> condition.outcome().word(),
        condition -> condition.outcome().word() + ": " + condition.reason());
    each(
        "objective",
        byName(before.objectives(), Evidence.ObjectiveResult::name),
        byName(after.objectives(), Evidence.ObjectiveResult::name),
        objective -> objective.targetMs() + (objective.met() ? " met" : " not met"),
        objective -> objective.targetMs() + " ms, " + (objective.met() ? "met" : "not met"));
  }

  private static String name(Condition condition) {
    return condition.id() + ". " + condition.name();
  }

  private void definition(Bundled before, Bundled after) {
    Evidence then = before.evidence();
    Evidence now = after.evidence();
    one("definition", "scenario", then.scenario().name(), now.scenario().name());
    one("definition", "scenario file", then.scenario().sha256(), now.scenario().sha256());
    one("definition", "commit", commit(then.definition()), commit(now.definition()));
    one(
        "definition",
        "canonical form",
        before.plan().definitionSha256(),
        after.plan().definitionSha256());
    one("definition", "rebuilt by", then.rebuild(), now.rebuild());
  }

  private static String commit(RunRecord.Definition definition) {
    return Objects.requireNonNullElse(definition.commit(), "none")
        + (definition.dirty() && definition.commit() != null ? " with changes" : "");
  }

  private void services(Plan before, Plan after) {
    Map<String, Plan.ExpectedService> then = byName(before.services(), Plan.ExpectedService::name);
    Map<String, Plan.ExpectedService> now = byName(after.services(), Plan.ExpectedService::name);
    each("image", then, now, Changes::image, Changes::image);
    each("service", then, now, Changes::shape, Changes::shape);
    each(
        "probe",
        byName(before.probes(), Plan.PlannedProbe::name),
        byName(after.probes(), Plan.PlannedProbe::name),
        Plan.PlannedProbe::toString,
        probe -> probe.kind() + " " + probe.asks() + ", every " + probe.everyMs() + " ms");
    each("lost", lost(before), lost(after), Function.identity(), Function.identity());
  }

  private static String image(Plan.ExpectedService service) {
    return service.digest() == null ? service.image() : service.image() + " " + service.digest();
  }

  private static String shape(Plan.ExpectedService service) {
    return "%s%s%s%s"
        .formatted(
            service.replicas() == 1 ? "1 replica" : service.replicas() + " replicas",
            service.oneShot() ? ", one-shot" : "",
            service.healthCheck() ? ", with a health check" : "",
            service.waitsFor().isEmpty()
                ? ""
                : ", waits for " + String.join(", ", service.waitsFor()));
  }

  /** By kind and name: identities are other ones in each run. */
  private static Map<String, String> lost(Plan plan) {
    return plan.losses().stream()
        .collect(
            Collectors.toMap(
                loss -> loss.kind() + " " + loss.name(),
                loss -> String.valueOf(loss.fate()),
                (a, b) -> a,
                LinkedHashMap::new));
  }

  private void data(Evidence before, Evidence after) {
    one("data", "lost writes", lost(before), lost(after));
    each(
        "data",
        byName(before.facts(), Evidence.FactResult::name),
        byName(after.facts(), Evidence.FactResult::name),
        fact -> String.valueOf(fact.same()),
        fact -> fact.same() ? "the same after the rebuild" : "not shown to be the same");
    each(
        "backup",
        byName(before.backups(), Evidence.Backup::name),
        byName(after.backups(), Evidence.Backup::name),
        Evidence.Backup::sha256,
        backup -> "made " + backup.madeAt() + ", " + backup.bytes() + " bytes");
  }

  private static String lost(Evidence evidence) {
    Evidence.Rpa rpa = evidence.rpa();
    return rpa == null ? "not measured" : rpa.lostWrites() + " of " + rpa.acknowledged();
  }

  private void around(Evidence before, Evidence after) {
    one("engine", "name", before.engine().name(), after.engine().name());
    one("engine", "version", before.engine().version(), after.engine().version());
    one("tool", "version", before.tool().version(), after.tool().version());
    one("tool", "commit", before.tool().commit(), after.tool().commit());
  }

  private void one(String topic, String name, @Nullable String before, @Nullable String after) {
    if (!Objects.equals(before, after)) {
      changes.add(new Change(topic, name, before, after));
    }
  }

  /**
   * Compares what has the same name.
   *
   * @param is what must be equal
   * @param says how it is told where it is not
   */
  private <T> void each(
      String topic,
      Map<String, T> before,
      Map<String, T> after,
      Function<? super T, String> is,
      Function<? super T, String> says) {
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      T then = before.get(name);
      T now = after.get(name);
      if (then == null || now == null || !is.apply(then).equals(is.apply(now))) {
        changes.add(
            new Change(
                topic,
                name,
                then == null ? null : says.apply(then),
                now == null ? null : says.apply(now)));
      }
    }
  }

  private static <T> Map<String, T> byName(Collection<T> all, Function<? super T, String> name) {
    return all.stream()
        .collect(Collectors.toMap(name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
  }
}
