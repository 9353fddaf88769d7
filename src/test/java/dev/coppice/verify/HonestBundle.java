package dev.coppice.verify;

import dev.coppice.attest.Attestation;
import dev.coppice.attest.Place;
import dev.coppice.attest.PlanPredicate;
import dev.coppice.attest.Sealing;
import dev.coppice.attest.SigningKey;
import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.Verdict;
import dev.coppice.journal.Entry;
import dev.coppice.journal.Journal;
import dev.coppice.judge.FactsOf;
import dev.coppice.judge.Judge;
import dev.coppice.report.Report;
import dev.coppice.report.Reports;
import dev.coppice.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A bundle as an honest run leaves it, without an engine. */
public final class HonestBundle {

  /** When the statements of signed bundles are signed. */
  static final Instant SIGNED = Instant.parse("2026-03-01T10:00:01Z");

  private HonestBundle() {}

  public static Path in(Path folder) throws IOException {
    return of(FactsOf.honest().build(), folder);
  }

  public static Path of(Facts facts, Path folder) throws IOException {
    return of(facts, folder, null);
  }

  /**
   * The same, signed.
   *
   * @param key null for one that is not signed
   */
  static Path of(Facts facts, Path folder, @Nullable SigningKey key) throws IOException {
    return of(facts, folder, key, "r1");
  }

  /** The same of a run of another name. */
  static Path of(Facts facts, Path folder, @Nullable SigningKey key, String id) throws IOException {
    Bundle bundle = Bundle.create(folder, Redaction.none());
    bundle.writeText(Bundle.SCENARIO, "scenario: s\n");
    String scenario = Hash.sha256(folder.resolve(Bundle.SCENARIO));
    bundle.writeBytes(
        Bundle.PLAN,
        Json.prettyBytes(edited(facts.plan(), "scenarioSha256", scenario), Redaction.none()));
    bundle.write(Bundle.DEFINITION, Map.of("format", "coppice.definition/v1", "project", "shop"));
    String plan = Hash.sha256(folder.resolve(Bundle.PLAN));
    Map<String, Object> run = edited(facts.run(), "planSha256", plan);
    run.put("run", id);
    run.put("scenario", new RunRecord.ScenarioFile("s", null, "s.yaml", scenario));
    bundle.write(Bundle.RUN, run);
    writeIfThere(bundle, Bundle.BEFORE, facts.before());
    writeIfThere(bundle, Bundle.GONE, facts.gone());
    writeIfThere(bundle, Bundle.AFTER, facts.after());
    writeIfThere(bundle, Bundle.CONTENT_BEFORE, facts.contentBefore());
    writeIfThere(bundle, Bundle.CONTENT_AFTER, facts.contentAfter());
    lines(bundle, Bundle.PROBES, facts.samples());
    lines(bundle, Bundle.EVENTS, facts.events());
    lines(bundle, Bundle.FACTS, facts.readings());
    lines(bundle, Bundle.LEDGER, facts.ledger());
    bundle.writeText(Bundle.LOGS + "/shop-web-1.log", "served\n");
    Map<String, String> begun = new TreeMap<>(Map.of("planSha256", plan));
    if (key != null) {
      begun.put(PlanPredicate.NOTED, signPlan(bundle, Sealing.next(bundle.folder()), SIGNED, key));
    }
    Evidence evidence = Judge.judge(bundle.facts());
    bundle.write(Bundle.EVIDENCE, evidence);
    journal(bundle, evidence, begun);
    seal(folder);
    if (key != null) {
      Attestation.sign(bundle, key, SIGNED, null);
    }
    return folder;
  }

  /**
   * Signs the plan of a bundle as its run would.
   *
   * @return hash of what was signed
   */
  static String signPlan(Bundle bundle, Place place, Instant at, SigningKey key) {
    RunRecord run = bundle.facts().run();
    PlanPredicate says =
        PlanPredicate.of(
            bundle.plan(),
            run.run(),
            run.scenario(),
            run.tool(),
            run.definition(),
            run.operator(),
            run.sabotage(),
            place,
            at,
            key.publicHalf());
    return Hash.sha256(Attestation.signPlan(bundle, says, key));
  }

  private static Map<String, Object> edited(Object value, String field, Object as) {
    @SuppressWarnings("unchecked")
    Map<String, Object> edited = new LinkedHashMap<>(Json.read(Json.line(value), Map.class));
    edited.put(field, as);
    return edited;
  }

  private static void journal(Bundle bundle, Evidence evidence, Map<String, String> begun)
      throws IOException {
    Path file = Files.createTempDirectory("journal").resolve("journal");
    // The honest drill of the judge has its impact 6 s after its start.
    RunClock clock =
        new RunClock(evidence.startedAt(), Time.SYSTEM.nanos() - 5_900_000_000L, Time.SYSTEM);
    boolean stopped = evidence.impactAt() == null;
    String exit = stopped ? "3" : evidence.verdict() == Verdict.VERIFIED ? "0" : "1";
    try (Journal journal = Journal.create(file, evidence.run(), clock)) {
      journal.write(Entry.Kind.RUN, Map.of("scenario", "shop"));
      journal.write(Entry.Kind.RUN, begun);
      journal.write(Entry.Kind.PHASE, Map.of("phase", "baseline"));
      if (!stopped) {
        journal.write(Entry.Kind.PHASE, Map.of("phase", "destroy"));
        journal.write(Entry.Kind.IMPACT, Map.of());
      }
      journal.write(Entry.Kind.END, Map.of("exit", exit));
      bundle.writeBytes(Bundle.JOURNAL, journal.bytes());
    }
    Files.delete(file);
    Files.delete(file.getParent());
  }

  /** Renders and seals what lies there: a forger who knows Coppice can do that too. */
  public static void seal(Path folder) throws IOException {
    Bundle bundle = Bundle.open(folder);
    Evidence evidence = bundle.evidence();
    for (Report report : Reports.KINDS.values()) {
      bundle.writeBytes(
          report.file(), report.render(evidence, bundle.logs(), bundle.isPlanSigned()));
    }
    sealOnly(folder);
  }

  static void sealOnly(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(Bundle.MANIFEST));
    Bundle bundle = Bundle.open(folder);
    Sealing.seal(bundle, bundle.evidence());
  }

  private static void writeIfThere(Bundle bundle, String file, Object value) {
    if (value != null) {
      bundle.write(file, value);
    }
  }

  private static void lines(Bundle bundle, String file, Iterable<?> values) {
    try (Bundle.Lines lines = bundle.lines(file)) {
      values.forEach(lines::add);
    }
  }
}
