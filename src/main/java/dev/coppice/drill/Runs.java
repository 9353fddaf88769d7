package dev.coppice.drill;

import dev.coppice.attest.PlanPredicate;
import dev.coppice.attest.SigningKey;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.RunRecord;
import dev.coppice.journal.Entry;
import dev.coppice.plan.Plan;
import dev.coppice.scenario.Scenario;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Begins runs: gives them a folder for their records. */
public final class Runs {

  private Runs() {}

  /**
   * What the command line adds to a prepared run.
   *
   * @param key that environment values are hashed with
   * @param phases what was timed before the run began
   * @param reports the folder under which the run's folder is made
   * @param terminal whether a person sits in front
   * @param signer that signs the plan, null where none is wanted
   */
  public record Order(
      Path reports,
      RunClock clock,
      boolean terminal,
      Redaction redaction,
      HashKey key,
      PhaseLog phases,
      Halt halt,
      @Nullable SigningKey signer) {

    /** One for a run that is not signed. */
    public Order(
        Path reports,
        RunClock clock,
        boolean terminal,
        Redaction redaction,
        HashKey key,
        PhaseLog phases,
        Halt halt) {
      this(reports, clock, terminal, redaction, key, phases, halt, null);
    }
  }

  /** Begins a run: from here on it leaves records. */
  public static Run begin(Opened opened, Prepared prepared, Order order, Progress progress) {
    Plan plan = prepared.plan();
    Path folder = order.reports().resolve(plan.scenario()).resolve(opened.id()).toAbsolutePath();
    BundleSpace.require(folder);
    Bundle bundle = Bundle.create(folder, order.redaction());
    byte[] written = Json.prettyBytes(plan, order.redaction());
    bundle.writeBytes(Bundle.PLAN, written);
    RunFrame frame = frame(opened, prepared, order, Hash.sha256(written));
    Bundle keep = Bundle.of(opened.folder(), order.redaction());
    keep.writeBytes(Bundle.PLAN, written);
    Recorder recorder = new Recorder(order.clock());
    recorder.phases(order.phases().on(order.clock()));
    DefinitionRecord.write(prepared.scenario(), prepared.stack(), order.key(), bundle)
        .ifPresent(recorder::deviation);
    Map<String, String> facts = facts(prepared, order, frame, bundle);
    SigningKey signer = order.signer();
    if (signer != null) {
      Instant now = order.clock().time().wall();
      facts.put(PlanPredicate.NOTED, PlanSigning.sign(bundle, frame, signer, now, keep));
    }
    if (plan.command().equals("recover")) {
      recorder.impactAtStart();
    } else {
      bundle.write(Bundle.BEFORE, prepared.inventory());
      bundle.write(Bundle.CONTENT_BEFORE, DefinitionContent.of(prepared.stack(), order.key()));
    }
    Run run =
        new Run(
            prepared,
            frame,
            order.clock(),
            opened.journal(),
            recorder,
            bundle,
            opened.lock(),
            opened.ran(),
            order.halt(),
            progress);
    try {
      run.save();
      // Last: one that has not begun touched nothing, and its journal goes again.
      opened.journal().write(Entry.Kind.RUN, facts);
      opened.begins();
      return run;
    } catch (RuntimeException failure) {
      run.neverBegan();
      throw failure;
    }
  }

  private static RunFrame frame(Opened opened, Prepared prepared, Order order, String planSha256) {
    Scenario scenario = prepared.scenario();
    String sabotage = prepared.access().sabotage().name();
    return new RunFrame(
        opened.id(),
        prepared.plan().command(),
        new RunRecord.ScenarioFile(
            scenario.name(),
            scenario.description(),
            scenario.file().toString(),
            scenario.sha256(),
            scenario.around().record()),
        Provenance.tool(),
        prepared.plan().engine(),
        Provenance.definition(prepared.access().commands(), prepared.stack().folder()),
        Provenance.operator(prepared.access().environment(), order.terminal()),
        opened.nonce(),
        planSha256,
        sabotage.isEmpty() ? null : sabotage);
  }

  private static Map<String, String> facts(
      Prepared prepared, Order order, RunFrame frame, Bundle bundle) {
    Map<String, String> facts = new TreeMap<>();
    facts.put(PastRun.BUNDLE, bundle.folder().toString());
    facts.put(PastRun.REPORTS, order.reports().toAbsolutePath().toString());
    facts.put(PastRun.PLAN, frame.planSha256());
    if (prepared.plan().putsBackAfterwards()) {
      facts.put(PastRun.AFTERWARDS, "put-back");
    }
    return facts;
  }
}
