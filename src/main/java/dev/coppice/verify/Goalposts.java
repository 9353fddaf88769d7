package dev.coppice.verify;

import dev.coppice.attest.PlanPredicate;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Manifest;
import dev.coppice.evidence.RunRecord;
import dev.coppice.journal.Entry;
import dev.coppice.plan.Plan;
import dev.coppice.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a run was judged by what was signed before its impact, and by nothing else. */
final class Goalposts {

  /** What a clock that is put right little by little may be off between the two. */
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  private final Bundle bundle;
  private final Manifest manifest;
  private final RunRecord run;
  private final Plan judgedBy;
  private final Evidence evidence;
  private final List<Entry> journal;
  private final List<Fault> faults = new ArrayList<>();

  Goalposts(Bundle bundle, Manifest manifest, Facts facts, Evidence evidence, List<Entry> journal) {
    this.bundle = bundle;
    this.manifest = manifest;
    this.run = facts.run();
    this.judgedBy = facts.plan();
    this.evidence = evidence;
    this.journal = journal;
  }

  /**
   * @param signed null where no plan was signed
   */
  List<Fault> faults(@Nullable Opening<PlanPredicate> signed) {
    List<String> noted =
        journal.stream()
            .map(entry -> entry.facts().get(PlanPredicate.NOTED))
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    if (signed == null) {
      if (!noted.isEmpty()) {
        fault("is not there, and the journal tells that a plan was signed");
      }
      return faults;
    }
    if (!noted.equals(List.of(String.valueOf(hash(Bundle.PLAN_ENVELOPE))))) {
      fault("is not the signed plan that the journal notes");
    } else if (!isNotedFirst()) {
      fault("was noted in the journal only after the run had begun to act");
    }
    PlanPredicate says = signed.predicate();
    for (String file : List.of(Bundle.PLAN, Bundle.SCENARIO, Bundle.DEFINITION)) {
      same("the hash of " + file, signed.statement().sha256(file), hash(file));
    }
    who(says);
    what(says, bundle.plan(), Bundle.PLAN);
    what(says, judgedBy, "the plan that was judged by");
    judged(says);
    place(says);
    time(says);
    return faults;
  }

  /** Before any phase, and before any call for a step of the plan. */
  private boolean isNotedFirst() {
    Set<String> steps = bundle.plan().steps().stream().map(Step::id).collect(Collectors.toSet());
    for (Entry entry : journal) {
      if (entry.facts().containsKey(PlanPredicate.NOTED)) {
        return true;
      }
      boolean acts =
          entry.kind() == Entry.Kind.PHASE
              || entry.kind() == Entry.Kind.IMPACT
              || (entry.step() != null && steps.contains(entry.step()));
      if (acts) {
        return false;
      }
    }
    return false;
  }

  private void who(PlanPredicate says) {
    same("the run", says.run(), run.run());
    same("the command", says.command(), run.command());
    same("the scenario", says.scenario().name(), run.scenario().name());
    same("the scenario's hash", says.scenario().sha256(), bundle.plan().scenarioSha256());
    same("the stack", says.project(), evidence.project());
    same("the engine", says.engine(), bundle.plan().engine());
    same("the tool", says.tool(), run.tool());
    same("the sabotage", says.sabotage(), run.sabotage());
  }

  private void what(PlanPredicate says, Plan plan, String where) {
    same("the objectives in " + where, says.objectives(), plan.objectives());
    same("the probes in " + where, says.probes(), plan.probes());
    same("the targets in " + where, says.targets(), plan.losses());
    same("the facts in " + where, says.facts(), plan.facts());
    same("the ledger in " + where, says.ledger(), plan.ledger());
    same("the demands in " + where, says.demands(), plan.demands());
    same("stable-for in " + where, says.stableForMs(), plan.stableForMs());
    same("the timeout in " + where, says.timeoutMs(), plan.timeoutMs());
    same("what does not apply in " + where, says.inapplicable(), plan.inapplicable());
  }

  private void judged(PlanPredicate says) {
    same(
        "the objectives in " + Bundle.EVIDENCE,
        says.objectives().stream().map(o -> o.name() + " " + o.targetMs()).toList(),
        evidence.objectives().stream().map(o -> o.name() + " " + o.targetMs()).toList());
    same(
        "the probes in " + Bundle.EVIDENCE,
        says.probes().stream().map(p -> List.of(p.name(), p.kind(), p.asks())).toList(),
        evidence.probes().stream().map(p -> List.of(p.name(), p.kind(), p.asks())).toList());
  }

  /** A run that was taken up again after it was sealed has two bundles, and one signed plan. */
  private void place(PlanPredicate says) {
    boolean sameNumber = manifest.sequence() == says.sequence();
    if (manifest.sequence() < says.sequence()
        || (sameNumber && !Objects.equals(manifest.previous(), says.previous()))) {
      fault("says that the run takes another place among those of its scenario");
    }
  }

  /**
   * The operator's own clock may not say that it was too late; where it jumped, it says nothing.
   */
  private void time(PlanPredicate says) {
    Instant impact = run.impactAt();
    if (impact != null
        && !run.command().equals("recover")
        && run.clockJumps().isEmpty()
        && says.signedAt().isAfter(impact.plus(TOLERANCE))) {
      fault("was signed at %s, after the impact at %s".formatted(says.signedAt(), impact));
    }
  }

  private @Nullable String hash(String file) {
    Path path = bundle.folder().resolve(file);
    try {
      return Files.exists(path) ? Hash.sha256(path) : null;
    } catch (IOException e) {
      return "unreadable";
    }
  }

  private void same(String what, @Nullable Object says, @Nullable Object is) {
    if (!Objects.equals(says, is)) {
      fault("was signed with another value of " + what);
    }
  }

  private void fault(String what) {
    faults.add(new Fault(Bundle.PLAN_ENVELOPE, what));
  }
}
