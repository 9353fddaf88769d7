package dev.coppice.judge;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Condition;
import dev.coppice.evidence.Evidence.Rta;
import dev.coppice.evidence.FactReading;
import dev.coppice.evidence.FactReading.When;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.Verdict;
import dev.coppice.stack.Inventory;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says of the facts of a run what they prove. Pure: the same facts give the same evidence. */
public final class Judge {

  /** The eleven lines by which a stack counts as recovered. */
  static final List<ConditionRule> RULES =
      List.of(
          new BaselineHeld(),
          new EachProbeFailed(),
          new Gone(),
          new Fresh(),
          new PinnedImages(),
          new Configuration(),
          new Standing(),
          new SteadyAfter(),
          new DataReadBack(),
          new Bystanders(),
          new Objectives());

  private Judge() {}

  /** Everything that the facts of a run amount to. */
  public static Evidence judge(Facts facts) {
    SortedMap<Integer, Finding> findings = new TreeMap<>();
    RULES.forEach(rule -> findings.put(rule.id(), found(rule, facts)));
    Verdict verdict = verdict(findings.values());
    Rta rta = RecoveryTime.of(facts);
    CriticalPath path = CriticalPath.of(facts);
    RunRecord run = facts.run();
    return new Evidence(
        Evidence.FORMAT,
        run.run(),
        run.command(),
        run.scenario(),
        run.tool(),
        run.engine(),
        facts.plan().project(),
        run.definition(),
        run.operator(),
        run.planSha256(),
        run.sabotage(),
        facts.plan().rebuild(),
        run.interrupted(),
        run.startedAt(),
        run.impactAt(),
        verdict,
        Reasons.of(facts, findings, verdict, rta),
        conditions(findings),
        run.heldMs(),
        rta,
        LedgerCount.rpa(facts),
        factResults(facts),
        backups(run),
        Objectives.results(facts),
        phases(run),
        Results.services(facts, path),
        Places.networks(facts),
        Places.volumes(facts),
        Results.images(facts),
        Results.probes(facts),
        differences(facts),
        Results.steps(facts, path),
        path.steps(),
        run.rescueCopies(),
        Meanwhile.changes(facts),
        run.deviations(),
        Unproven.of(facts));
  }

  /**
   * What does not apply was fixed in the plan. A rule that cannot go on leaves its line unknown.
   */
  static Finding found(ConditionRule rule, Facts facts) {
    String inapplicable = facts.plan().inapplicable().get(rule.id());
    if (inapplicable != null) {
      return Finding.notApplicable(inapplicable);
    }
    try {
      return rule.judge(facts);
    } catch (RuntimeException e) {
      return Finding.unknown("Line " + rule.id() + " could not be judged: " + e + ".");
    }
  }

  /** False outranks unknown, unknown outranks true. Where nothing holds, nothing is verified. */
  static Verdict verdict(Collection<Finding> findings) {
    if (findings.stream().anyMatch(finding -> finding.outcome() == Outcome.FALSE)) {
      return Verdict.NOT_VERIFIED;
    }
    boolean unknown = findings.stream().anyMatch(finding -> finding.outcome() == Outcome.UNKNOWN);
    boolean proven = findings.stream().anyMatch(finding -> finding.outcome() == Outcome.TRUE);
    return unknown || !proven ? Verdict.INCONCLUSIVE : Verdict.VERIFIED;
  }

  private static List<Condition> conditions(SortedMap<Integer, Finding> findings) {
    return RULES.stream()
        .map(
            rule -> {
              Finding finding = findings.getOrDefault(rule.id(), Finding.unknown("Not judged."));
              return new Condition(rule.id(), rule.name(), finding.outcome(), finding.reason());
            })
        .toList();
  }

  private static List<Evidence.Backup> backups(RunRecord run) {
    return run.backups().stream()
        .map(b -> new Evidence.Backup(b.name(), b.sha256(), b.bytes(), b.madeAt(), b.ageMs()))
        .toList();
  }

  private static List<Evidence.FactResult> factResults(Facts facts) {
    return facts.plan().facts().stream()
        .map(
            fact -> {
              FactReading before = KnownFacts.last(facts, fact, When.BEFORE);
              FactReading after = KnownFacts.last(facts, fact, When.AFTER);
              return new Evidence.FactResult(
                  fact.name(),
                  fact.kind(),
                  fact.asks(),
                  fact.tolerance(),
                  before == null ? null : before.value(),
                  after == null ? null : after.value(),
                  before != null && after != null && KnownFacts.isSame(fact, before, after));
            })
        .toList();
  }

  private static List<Evidence.Phase> phases(RunRecord run) {
    Timeline timeline = new Timeline(run);
    return run.phases().stream()
        .map(
            phase ->
                new Evidence.Phase(
                    phase.name(), timeline.afterImpact(phase.startSinceStartMs()), phase.ms()))
        .toList();
  }

  private static List<Evidence.Difference> differences(Facts facts) {
    Inventory before = facts.before();
    Inventory after = facts.after();
    return before == null || after == null
        ? List.of()
        : Equivalence.of(facts, before, after).differences();
  }
}
