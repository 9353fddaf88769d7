package dev.coppice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Json;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told where people look is what those who read it there expect, whatever a run holds. */
class OutletFormatsTest {

  static Stream<String> samples() {
    return EvidenceSamples.all().keySet().stream();
  }

  private static Evidence evidence(String sample) {
    return EvidenceSamples.all().get(sample);
  }

  /** A sample line of the text format 0.0.4, without a time stamp. */
  private static final Pattern SAMPLE =
      Pattern.compile(
          "[a-zA-Z_:][a-zA-Z0-9_:]*\\{([a-z]+=\"([^\"\\\\\n]|\\\\[\\\\\"n])*\",?)+\\} -?[0-9.]+");

  @ParameterizedTest
  @MethodSource("samples")
  void metrics_are_in_the_text_format_and_named_on_their_page(String sample) throws Exception {
    String text = Metrics.of(evidence(sample), Instant.EPOCH);
    String docs = Files.readString(Path.of("docs", "notices.md"));

    assertTrue(text.endsWith("\n"));
    Set<String> typed = new HashSet<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        assertTrue(typed.add(line.split(" ")[2]), "typed twice: " + line);
        assertTrue(docs.contains("`" + line.split(" ")[2] + "`"), line);
      } else if (!line.startsWith("# HELP ")) {
        assertTrue(SAMPLE.matcher(line).matches(), line);
        assertTrue(typed.contains(line.substring(0, line.indexOf('{'))), line);
      }
    }
    assertFalse(typed.isEmpty());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_trace_is_one_of_otlp(String sample) {
    Map<?, ?> request = Json.read(Traces.of(evidence(sample)), Map.class);

    Map<?, ?> resource = (Map<?, ?>) ((List<?>) request.get("resourceSpans")).get(0);
    Map<?, ?> scope = (Map<?, ?>) ((List<?>) resource.get("scopeSpans")).get(0);
    List<?> spans = (List<?>) scope.get("spans");
    Set<Object> ids = new HashSet<>();
    spans.forEach(span -> ids.add(((Map<?, ?>) span).get("spanId")));
    assertEquals(spans.size(), ids.size(), "each id once");
    int roots = 0;
    for (Object one : spans) {
      Map<?, ?> span = (Map<?, ?>) one;
      assertTrue(String.valueOf(span.get("traceId")).matches("[0-9a-f]{32}"));
      assertTrue(String.valueOf(span.get("spanId")).matches("[0-9a-f]{16}"));
      String parent = String.valueOf(span.get("parentSpanId"));
      roots += parent.isEmpty() ? 1 : 0;
      assertTrue(parent.isEmpty() || ids.contains(parent), parent);
      assertTrue(span.get("startTimeUnixNano") instanceof String, "64-bit numbers are text");
      BigInteger start = new BigInteger(String.valueOf(span.get("startTimeUnixNano")));
      BigInteger end = new BigInteger(String.valueOf(span.get("endTimeUnixNano")));
      assertTrue(start.signum() > 0 && start.compareTo(end) <= 0, span::toString);
      assertEquals(1, span.get("kind"));
    }
    assertEquals(1, roots);
  }

  @Test
  void a_trace_has_the_phases_in_the_run_and_the_services_in_the_rebuild() {
    String trace = Traces.of(evidence("verified"));

    for (String name : List.of("\"rebuild\"", "\"destroy\"", "\"db\"")) {
      assertTrue(trace.contains("\"name\":" + name), name + " is not in " + trace);
    }
    assertTrue(trace.contains("\"status\":{\"code\":1}"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void an_annotation_is_one_line_that_begins_no_other_command(String sample) {
    for (String line : Annotations.of(evidence(sample))) {
      assertTrue(line.matches("::(error|warning) title=[^:,]*::[^\\r\\n]*"), line);
    }
    assertEquals(
        sample.equals("verified") || sample.equals("many"),
        Annotations.of(evidence(sample)).isEmpty(),
        sample);
  }

  @Test
  void an_annotation_escapes_what_would_end_it() {
    String json = Json.line(evidence("not-verified"));
    Evidence hostile =
        Json.read(
            json.replace("\"reasons\":[\"", "\"reasons\":[\"a\\n::error::b 50% "), Evidence.class);

    String first = Annotations.of(hostile).get(0);

    assertTrue(first.contains("::a%0A::error::b 50%25 "), first);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_summary_shows_what_others_wrote_and_obeys_none_of_it(String sample) {
    String text = RunMarkdown.of(evidence(sample));

    assertFalse(text.contains("<script"), text);
    assertTrue(text.lines().filter(line -> line.startsWith("#")).count() == 1, text);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_notice_is_json_with_a_text_that_mentions_nobody(String sample) {
    Map<?, ?> notice = Json.read(Notice.of(evidence(sample), 4, "/reports/x"), Map.class);

    String text = String.valueOf(notice.get("text"));
    assertTrue(text.endsWith("USERS MAY BE WITHOUT THE STACK."), text);
    assertFalse(text.contains("<"), text);
    assertEquals(4, notice.get("exit"));
  }
}
