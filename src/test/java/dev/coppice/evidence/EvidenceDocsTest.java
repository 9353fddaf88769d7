package dev.coppice.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.attest.PlanPredicate;
import dev.coppice.attest.RecoveryPredicate;
import dev.coppice.attest.TestResult;
import dev.coppice.journal.Entry;
import dev.coppice.plan.Plan;
import dev.coppice.stack.Inventory;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about the bundle names every field of its files, and none that is not there. */
class EvidenceDocsTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

  static List<Arguments> files() {
    return List.of(
        Arguments.of("evidence.json", Evidence.class),
        Arguments.of("plan.json", Plan.class),
        Arguments.of("run.json", RunRecord.class),
        Arguments.of("definition.json", CanonicalDefinition.class),
        Arguments.of("The predicate of `plan.dsse.json`", PlanPredicate.class),
        Arguments.of("The predicate of `attestation.dsse.json`", RecoveryPredicate.class),
        Arguments.of("The predicate of `test-result.dsse.json`", TestResult.class),
        Arguments.of("manifest.json", Manifest.class),
        Arguments.of("probes.ndjson", Sample.class),
        Arguments.of("events.ndjson", ObservedEvent.class),
        Arguments.of("journal.ndjson", Entry.class),
        Arguments.of("content/*.json", Content.class),
        Arguments.of("inventory/*.json", Inventory.class));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void names_each_field_of_a_file(String file, Class<? extends Record> record) throws IOException {
    Set<String> fields = new TreeSet<>();
    collect("", record, fields);
    assertEquals(
        String.join("\n", fields), String.join("\n", documented(file, fields)), () -> file);
  }

  @Test
  void follows_lists_mappings_and_records_to_their_ends() {
    Set<String> fields = new TreeSet<>();
    collect("", Evidence.class, fields);
    collect("", Inventory.class, fields);
    assertTrue(
        fields.containsAll(
            List.of(
                "verdict",
                "reasons[]",
                "rta.ms",
                "probes[].spans[].fromMs",
                "services[].before[].container",
                "containers[].labels{}",
                "containers[].networks{}.aliases[]")),
        fields::toString);
  }

  /** Rows that only lead to rows below, such as `rta`, are not fields of their own. */
  private static Set<String> documented(String file, Set<String> fields) throws IOException {
    String page = Files.readString(Path.of("docs/evidence.md"));
    String heading = file.contains("`") ? "\n### " + file + "\n" : "\n## `" + file + "`\n";
    assertTrue(page.contains(heading), "docs/evidence.md has no section on " + file);
    String section =
        page.substring(page.indexOf(heading) + heading.length()).split("\n###? ", 2)[0];
    return ROW.matcher(section)
        .results()
        .map(row -> row.group(1))
        .filter(row -> fields.stream().noneMatch(field -> field.startsWith(row + ".")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void collect(String path, Type type, Set<String> fields) {
    if (type instanceof Class<?> record && record.isRecord()) {
      for (RecordComponent component : record.getRecordComponents()) {
        String field = path.isEmpty() ? component.getName() : path + "." + component.getName();
        collect(field, component.getGenericType(), fields);
      }
    } else if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      Class<?> raw = (Class<?>) generic.getRawType();
      String each = Map.class.isAssignableFrom(raw) ? "{}" : "[]";
      collect(path + each, Arrays.asList(of).get(of.length - 1), fields);
    } else {
      fields.add(path);
    }
  }
}
