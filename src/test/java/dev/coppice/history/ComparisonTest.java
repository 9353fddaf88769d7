package dev.coppice.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Json;
import dev.coppice.history.Comparison.Bundled;
import dev.coppice.history.Comparison.Change;
import dev.coppice.history.Comparison.Move;
import dev.coppice.judge.FactsOf;
import dev.coppice.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {

  private static final String PLAN = Json.line(FactsOf.honest().build().plan());

  private static Bundled honest() {
    return edited(evidence -> {}, plan -> {});
  }

  private static Bundled edited(
      Consumer<Map<String, Object>> evidence, Consumer<Map<String, Object>> plan) {
    Map<String, Object> facts = ReportsFolder.honest();
    evidence.accept(facts);
    @SuppressWarnings("unchecked")
    Map<String, Object> planned = (Map<String, Object>) Json.read(PLAN, Map.class);
    plan.accept(planned);
    return new Bundled(
        "bundle",
        Json.read(Json.line(planned), Plan.class),
        Json.read(Json.line(facts), Evidence.class));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> named(
      Map<String, Object> tree, String list, String key, Object name) {
    return ((List<Map<String, Object>>) tree.get(list))
        .stream().filter(one -> name.equals(one.get(key))).findFirst().orElseThrow();
  }

  private static void longer(
      Map<String, Object> tree, String list, String key, String name, String ms, double more) {
    Map<String, Object> one = named(tree, list, key, name);
    one.put(ms, ((Number) one.get(ms)).doubleValue() + more);
  }

  @Test
  void a_run_and_itself_differ_in_nothing() {
    Comparison same = Comparison.of(honest(), honest());

    assertEquals(List.of(), same.moves());
    assertEquals(List.of(), same.changes());
    assertNull(same.lead());
  }

  @Test
  void what_moved_the_critical_path_most_comes_first() {
    String onPath = honest().evidence().criticalPath().get(0);
    Bundled slower =
        edited(
            evidence -> {
              longer(evidence, "steps", "id", onPath, "ms", 5_000);
              longer(evidence, "phases", "name", "destroy", "ms", 900);
              longer(evidence, "phases", "name", "verify", "ms", 9_000);
              longer(evidence, "phases", "name", "rescue", "ms", 7_000);
              longer(evidence, "phases", "name", "baseline", "ms", 3);
            },
            plan -> {});

    Comparison comparison = Comparison.of(honest(), slower);

    assertEquals(
        List.of("step " + onPath, "phase destroy", "phase verify", "phase rescue"),
        comparison.moves().stream().map(move -> move.kind() + " " + move.name()).toList());
    Move lead = comparison.lead();
    assertEquals(onPath, lead == null ? "none" : lead.name());
    assertEquals(5_000, lead == null ? 0 : lead.ms());
  }

  @Test
  void a_service_moves_by_its_own_time_and_not_by_that_of_what_it_waits_for() {
    Bundled later =
        edited(
            evidence -> {
              for (String key : List.of("createdMs", "startedMs", "readyMs")) {
                longer(evidence, "services", "name", "web", key, 4_000);
              }
              longer(evidence, "services", "name", "db", "readyMs", 4_000);
            },
            plan -> {});

    assertEquals(
        List.of("service db"),
        Comparison.of(honest(), later).moves().stream()
            .map(move -> move.kind() + " " + move.name())
            .toList());
  }

  @Test
  void what_was_not_there_before_took_no_time_then() {
    Bundled more =
        edited(
            evidence -> {
              Map<String, Object> step = named(evidence, "steps", "verb", "pull");
              step.put("id", "pull another");
            },
            plan -> {});

    List<Move> moves = Comparison.of(honest(), more).moves();

    assertEquals(2, moves.size());
    assertTrue(
        moves.stream().anyMatch(m -> m.name().equals("pull another") && m.beforeMs() == null));
    assertTrue(moves.stream().anyMatch(m -> m.afterMs() == null && m.ms() < 0));
  }

  /** An edit, and the one change that it makes. */
  record Row(
      String name,
      Consumer<Map<String, Object>> evidence,
      Consumer<Map<String, Object>> plan,
      String topic,
      String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> rows() {
    return List.of(
        facts("verdict", e -> e.put("verdict", "NOT_VERIFIED"), "verdict", "NOT_VERIFIED"),
        facts(
            "a condition",
            e -> named(e, "conditions", "id", 7).put("outcome", "false"),
            "condition",
            "false: "),
        facts(
            "commit",
            e -> e.put("definition", Map.of("commit", "c2", "dirty", true)),
            "definition",
            "c2 with changes"),
        facts("way", e -> e.put("rebuild", "compose"), "definition", "compose"),
        planned("form", p -> p.put("definitionSha256", "another"), "definition", "another"),
        planned(
            "image",
            p -> named(p, "services", "name", "web").put("digest", "sha256:beef"),
            "image",
            "sha256:beef"),
        planned(
            "replicas",
            p -> named(p, "services", "name", "web").put("replicas", 3),
            "service",
            "3 replicas"),
        planned(
            "probe",
            p -> named(p, "probes", "name", "orders are served").put("everyMs", 900),
            "probe",
            "every 900 ms"),
        planned("loss", p -> p.put("losses", List.of()), "lost", "null"),
        facts(
            "objective",
            e ->
                e.put(
                    "objectives",
                    List.of(
                        Map.of(
                            "name", "rto", "targetMs", 5_000, "measuredMs", 9_000, "met", false))),
            "objective",
            "5000 ms, not met"),
        facts(
            "data",
            e ->
                e.put(
                    "rpa",
                    Map.of(
                        "lostWrites",
                        2,
                        "acknowledged",
                        9,
                        "lost",
                        List.of(1, 2),
                        "returned",
                        List.of())),
            "data",
            "2 of 9"),
        facts("tool", e -> e.put("tool", Map.of("version", "9", "commit", "x")), "tool", "9"));
  }

  private static Row facts(
      String name, Consumer<Map<String, Object>> edit, String topic, String says) {
    return new Row(name, edit, plan -> {}, topic, says);
  }

  private static Row planned(
      String name, Consumer<Map<String, Object>> edit, String topic, String says) {
    return new Row(name, evidence -> {}, edit, topic, says);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void tells_what_else_changed(Row row) {
    List<Change> changes = Comparison.of(honest(), edited(row.evidence(), row.plan())).changes();

    assertTrue(!changes.isEmpty(), "nothing was told");
    assertEquals(List.of(row.topic()), changes.stream().map(Change::topic).distinct().toList());
    assertTrue(String.valueOf(changes.get(0).after()).contains(row.says()), changes::toString);
  }
}
