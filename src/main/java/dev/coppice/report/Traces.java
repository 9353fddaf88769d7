package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Phase;
import dev.coppice.evidence.Evidence.ServiceResult;
import dev.coppice.evidence.Hash;
import dev.coppice.evidence.Json;
import dev.coppice.evidence.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A run as a trace in OTLP's JSON encoding: a span for the run, one for each phase in it, one for
 * each service in the rebuild. OTLP 1.x: ids in hexadecimal, 64-bit numbers as text.
 */
public final class Traces {

  private static final int INTERNAL = 1;
  private static final int OK = 1;
  private static final int ERROR = 2;

  private final Evidence evidence;
  private final Instant zero;
  private final List<Map<String, Object>> spans = new ArrayList<>();

  private Traces(Evidence evidence) {
    this.evidence = evidence;
    // Times are milliseconds after impact, or after the start where it never came to one.
    this.zero = Objects.requireNonNullElse(evidence.impactAt(), evidence.startedAt());
  }

  /** The body of an ExportTraceServiceRequest. */
  public static String of(Evidence evidence) {
    return new Traces(evidence).request();
  }

  private String request() {
    List<Phase> phases = evidence.phases();
    double from = phases.stream().mapToDouble(Phase::start).min().orElse(0);
    double to = phases.stream().mapToDouble(phase -> phase.start() + phase.ms()).max().orElse(from);
    String root =
        span("", "run", evidence.command() + " " + evidence.scenario().name(), from, to, run());
    String rebuild = root;
    for (Phase phase : phases) {
      String id =
          span(
              root,
              "phase " + phase.name(),
              phase.name(),
              phase.start(),
              phase.start() + phase.ms(),
              Map.of("coppice.kind", "phase"));
      rebuild = phase.name().equals("rebuild") ? id : rebuild;
    }
    for (ServiceResult service : evidence.services()) {
      Double created = service.createdMs() == null ? service.startedMs() : service.createdMs();
      Double ready = service.readyMs();
      if (created != null && ready != null) {
        span(
            rebuild,
            "service " + service.name(),
            service.name(),
            created,
            Math.max(created, ready),
            Map.of("coppice.kind", "service", "coppice.critical_path", service.onCriticalPath()));
      }
    }
    Map<String, Object> scope = Map.of("name", "dev.coppice", "version", evidence.tool().version());
    return Json.line(
        Map.of(
            "resourceSpans",
            List.of(
                Map.of(
                    "resource",
                    Map.of(
                        "attributes",
                        attributes(
                            Map.of(
                                "service.name", "coppice",
                                "service.version", evidence.tool().version(),
                                "host.name", evidence.operator().host()))),
                    "scopeSpans",
                    List.of(Map.of("scope", scope, "spans", spans))))));
  }

  private Map<String, Object> run() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("coppice.kind", "run");
    facts.put("coppice.run", evidence.run());
    facts.put("coppice.scenario", evidence.scenario().name());
    facts.put("coppice.stack", evidence.project() + "@" + evidence.engine().name());
    facts.put("coppice.verdict", evidence.verdict().name());
    Evidence.Rta rta = evidence.rta();
    if (rta != null) {
      facts.put("coppice.rta_ms", rta.ms());
    }
    return facts;
  }

  /** Adds a span; gives its id. */
  private String span(
      String parent, String key, String name, double from, double to, Map<String, Object> facts) {
    String id = id(evidence.run() + "\n" + evidence.startedAt() + "\n" + key, 16);
    Map<String, Object> span = new LinkedHashMap<>();
    span.put("traceId", id(evidence.run() + "\n" + evidence.startedAt(), 32));
    span.put("spanId", id);
    span.put("parentSpanId", parent);
    span.put("name", Plain.line(name));
    span.put("kind", INTERNAL);
    span.put("startTimeUnixNano", nanos(from));
    span.put("endTimeUnixNano", nanos(to));
    span.put("attributes", attributes(facts));
    span.put("status", parent.isEmpty() ? status() : Map.of());
    spans.add(span);
    return id;
  }

  private Map<String, Object> status() {
    return evidence.verdict() == Verdict.VERIFIED
        ? Map.of("code", OK)
        : Map.of(
            "code",
            ERROR,
            "message",
            evidence.reasons().isEmpty()
                ? evidence.verdict().name()
                : Plain.line(evidence.reasons().get(0)));
  }

  private static List<Map<String, Object>> attributes(Map<String, Object> facts) {
    List<Map<String, Object>> attributes = new ArrayList<>();
    new java.util.TreeMap<>(facts)
        .forEach(
            (key, value) ->
                attributes.add(
                    Map.of(
                        "key",
                        key,
                        "value",
                        value instanceof Boolean
                            ? Map.of("boolValue", value)
                            : value instanceof Double
                                ? Map.of("doubleValue", value)
                                : Map.of("stringValue", Plain.line(String.valueOf(value))))));
    return attributes;
  }

  private String nanos(double ms) {
    Instant at = zero.plusNanos(Math.round(ms * 1e6));
    return String.valueOf(at.getEpochSecond() * 1_000_000_000L + at.getNano());
  }

  /** The same run has the same ids, so that sent again it is no second one. */
  private static String id(String of, int digits) {
    return Hash.sha256(of).substring(0, digits);
  }
}
