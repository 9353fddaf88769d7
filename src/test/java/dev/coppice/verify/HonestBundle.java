package dev.coppice.verify;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Facts;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.Redaction;
import dev.coppice.evidence.RunClock;
import dev.coppice.evidence.Sealing;
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
import java.util.LinkedHashMap;
import java.util.Map;

/** A bundle as an honest run leaves it, without an engine. */
public final class HonestBundle {

  private HonestBundle() {}

  public static Path in(Path folder) throws IOException {
    return of(FactsOf.honest().build(), folder);
  }

  public static Path of(Facts facts, Path folder) throws IOException {
    Bundle bundle = Bundle.create(folder, Redaction.none());
    bundle.write(Bundle.PLAN, facts.plan());
    String plan = Hash.sha256(folder.resolve(Bundle.PLAN));
    Map<String, Object> run =
        new LinkedHashMap<>(Json.<Map<String, Object>>read(Json.line(facts.run()), mapType()));
    run.put("planSha256", plan);
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
    Evidence evidence = Judge.judge(bundle.facts());
    bundle.write(Bundle.EVIDENCE, evidence);
    journal(bundle, evidence, plan);
    seal(folder);
    return folder;
  }

  @SuppressWarnings("unchecked")
  private static Class<Map<String, Object>> mapType() {
    return (Class<Map<String, Object>>) (Class<?>) Map.class;
  }

  private static void journal(Bundle bundle, Evidence evidence, String plan) throws IOException {
    Path file = Files.createTempDirectory("journal").resolve("journal");
    // The honest drill of the judge has its impact 6 s after its start.
    RunClock clock =
        new RunClock(evidence.startedAt(), Time.SYSTEM.nanos() - 5_900_000_000L, Time.SYSTEM);
    try (Journal journal = Journal.create(file, evidence.run(), clock)) {
      journal.write(Entry.Kind.RUN, Map.of("scenario", "shop"));
      journal.write(Entry.Kind.RUN, Map.of("planSha256", plan));
      journal.write(Entry.Kind.PHASE, Map.of("phase", "baseline"));
      journal.write(Entry.Kind.PHASE, Map.of("phase", "destroy"));
      journal.write(Entry.Kind.IMPACT, Map.of());
      journal.write(
          Entry.Kind.END, Map.of("exit", evidence.verdict() == Verdict.VERIFIED ? "0" : "1"));
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
      bundle.writeBytes(report.file(), report.render(evidence, bundle.logs()));
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
