package dev.coppice.drill;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.RunRecord;
import dev.coppice.journal.Entry;
import dev.coppice.journal.Journal;
import dev.coppice.plan.Plan;
import dev.coppice.scenario.Scenario;
import dev.coppice.stack.EngineIdentity;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Begins runs: gives them a name, a nonce, a journal and a folder. */
public final class Runs {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private Runs() {}

  /**
   * What the command line adds to a prepared run.
   *
   * @param key that environment values are hashed with
   * @param phases what was timed before the run began
   * @param reports the folder under which the run's folder is made
   * @param terminal whether a person sits in front
   */
  public record Order(
      Path reports,
      RunClock clock,
      boolean terminal,
      Redaction redaction,
      HashKey key,
      PhaseLog phases,
      Halt halt) {}

  /** Begins a run: from here on it leaves records. */
  public static Run begin(Prepared prepared, Order order, Progress progress) {
    String id = STAMP.format(order.clock().startedAt()) + "-" + random(2);
    Plan plan = prepared.plan();
    Path folder = order.reports().resolve(plan.scenario()).resolve(id).toAbsolutePath();
    BundleSpace.require(folder);
    Bundle bundle = Bundle.create(folder, order.redaction());
    bundle.write(Bundle.PLAN, plan);
    RunFrame frame = frame(prepared, order, id, Hash.sha256(Json.pretty(plan, order.redaction())));
    Path own = prepared.access().state().makeRun(id);
    order.key().keep(own);
    Bundle.of(own, order.redaction()).write(Bundle.PLAN, plan);
    Journal journal =
        Journal.create(
            own.resolve(PastRun.JOURNAL), id, order.clock(), prepared.access().failPoints());
    try {
      journal.write(Entry.Kind.RUN, facts(prepared, order, frame, bundle));
      Recorder recorder = new Recorder(order.clock());
      recorder.phases(order.phases().on(order.clock()));
      if (plan.command().equals("recover")) {
        recorder.impactAtStart();
      } else {
        bundle.write(Bundle.BEFORE, prepared.inventory());
      }
      return new Run(
          prepared, frame, order.clock(), journal, recorder, bundle, order.halt(), progress);
    } catch (RuntimeException failure) {
      // It has touched nothing: the next run must not be told to resume this one.
      journal.write(Entry.Kind.END, PastRun.exitFact(ExitCode.REFUSED));
      journal.close();
      throw failure;
    }
  }

  private static RunFrame frame(Prepared prepared, Order order, String id, String planSha256) {
    Scenario scenario = prepared.scenario();
    return new RunFrame(
        id,
        prepared.plan().command(),
        new RunRecord.ScenarioFile(
            scenario.name(), scenario.description(), scenario.file().toString(), scenario.sha256()),
        Provenance.tool(),
        prepared.plan().engine(),
        Provenance.definition(prepared.access().commands(), prepared.stack().folder()),
        Provenance.operator(prepared.access().environment(), order.terminal()),
        random(16),
        planSha256);
  }

  private static Map<String, String> facts(
      Prepared prepared, Order order, RunFrame frame, Bundle bundle) {
    EngineIdentity engine = frame.engine();
    Map<String, String> facts = new TreeMap<>();
    facts.put(PastRun.TOOL, frame.tool().version());
    facts.put(PastRun.PROJECT, prepared.stack().project());
    facts.put(PastRun.ENGINE, engine.name());
    facts.put(PastRun.ROOT_DIR, engine.rootDir());
    facts.put(PastRun.ENDPOINT, engine.endpoint());
    facts.put(PastRun.SCENARIO, prepared.scenario().file().toString());
    facts.put(PastRun.BUNDLE, bundle.folder().toString());
    facts.put(PastRun.REPORTS, order.reports().toAbsolutePath().toString());
    facts.put(PastRun.NONCE, frame.nonce());
    facts.put(PastRun.PLAN, frame.planSha256());
    facts.put(PastRun.COMMAND, frame.command());
    String undoes = prepared.plan().undoes();
    if (undoes != null) {
      facts.put(PastRun.UNDOES, undoes);
    }
    facts.put(PastRun.STARTED, order.clock().startedAt().toString());
    facts.put(PastRun.NANOS, String.valueOf(order.clock().startNanos()));
    return facts;
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
