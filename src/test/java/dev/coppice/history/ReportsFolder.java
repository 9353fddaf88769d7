package dev.coppice.history;

import dev.coppice.evidence.Json;
import dev.coppice.judge.FactsOf;
import dev.coppice.judge.Judge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** A folder of reports with the evidence of runs in it, each an edit of an honest one. */
public final class ReportsFolder {

  public static final Instant FIRST = Instant.parse("2026-03-01T10:00:00Z");

  private static final String HONEST = Json.line(Judge.judge(FactsOf.honest().build()));

  private final Path folder;
  private int runs;

  public ReportsFolder(Path folder) {
    this.folder = folder;
  }

  public Path folder() {
    return folder;
  }

  /** An edit of the evidence, as the tree that it is. */
  public interface Edit extends Consumer<Map<String, Object>> {}

  /** One more run of a scenario, a day after the last one. */
  public Path run(String scenario, Edit... edits) {
    runs++;
    Instant at = FIRST.plus(Duration.ofDays(runs - 1L));
    return run(scenario, String.format(Locale.ROOT, "run-%04d", runs), at, edits);
  }

  public Path run(String scenario, String run, Instant at, Edit... edits) {
    Map<String, Object> evidence = honest();
    evidence.put("run", run);
    evidence.put("startedAt", at.toString());
    evidence.put("impactAt", at.plusSeconds(6).toString());
    evidence.put(
        "scenario", new LinkedHashMap<>(Map.of("name", scenario, "file", "s.yaml", "sha256", "0")));
    warm(evidence);
    for (Edit edit : edits) {
      edit.accept(evidence);
    }
    Path bundle = folder.resolve(scenario).resolve(run);
    write(bundle.resolve("evidence.json"), Json.pretty(evidence));
    return bundle;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> honest() {
    return new LinkedHashMap<>((Map<String, Object>) Json.read(HONEST, Map.class));
  }

  public static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Edit with(String key, Object value) {
    return evidence -> evidence.put(key, value);
  }

  public static Edit rta(double ms) {
    return evidence -> {
      evidence.put("rta", Map.of("ms", ms, "uncertaintyMs", 100));
      evidence.put(
          "objectives",
          List.of(
              Map.of("name", "rto", "targetMs", 60_000, "measuredMs", ms, "met", ms <= 60_000)));
    };
  }

  public static Edit notVerified() {
    return evidence -> {
      evidence.put("verdict", "NOT_VERIFIED");
      evidence.put("reasons", List.of("web did not come back"));
    };
  }

  /** As the honest one: its images were pulled. */
  public static Edit cold() {
    return evidence -> evidence.put("steps", honest().get("steps"));
  }

  private static void warm(Map<String, Object> evidence) {
    List<Object> steps = new ArrayList<>();
    for (Object step : (List<?>) evidence.get("steps")) {
      if (!"pull".equals(((Map<?, ?>) step).get("verb"))) {
        steps.add(step);
      }
    }
    evidence.put("steps", steps);
  }
}
