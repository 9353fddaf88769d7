package dev.coppice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.HumanRecord;
import dev.coppice.report.RecordAppendix.Field;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordAppendixTest {

  private static final Evidence EVIDENCE = EvidenceSamples.all().get("verified");

  private static Field field(HumanRecord review, String name) {
    return RecordAppendix.of(EVIDENCE, review).stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void what_only_people_can_say_is_not_provided_until_they_do() {
    List<String> missing =
        RecordAppendix.of(EVIDENCE, null).stream()
            .filter(field -> !field.provided())
            .map(Field::name)
            .toList();

    assertEquals(
        List.of(
            "Scope",
            "Exclusions",
            "Participants",
            "Approver",
            "Deviations that people saw",
            "Deficiencies",
            "Corrective actions",
            "Sign-off",
            "Next date"),
        missing);
    assertEquals(List.of("NOT PROVIDED"), field(null, "Approver").lines());
  }

  @Test
  void a_review_fills_them_in() {
    HumanRecord review =
        new HumanRecord(
            List.of(),
            List.of(),
            List.of(),
            "Grace",
            List.of(),
            List.of(new HumanRecord.Item("by hand", null, "2026-12-15", null)),
            List.of(),
            null,
            null);

    assertEquals(List.of("Grace"), field(review, "Approver").lines());
    assertEquals(
        List.of("by hand (owner NOT PROVIDED, due 2026-12-15, open)"),
        field(review, "Deficiencies").lines());
    assertFalse(field(review, "Sign-off").provided());
  }

  @Test
  void each_field_names_a_clause_that_the_page_about_it_explains() throws IOException {
    String docs = Files.readString(Path.of("docs", "record.md"));
    for (Field field : RecordAppendix.of(EVIDENCE, null)) {
      assertFalse(field.clauses().isEmpty(), field.name());
      for (String clause : field.clauses()) {
        String standard = clause.split(",")[0].replaceAll(" Rev.*| \\(EU\\).*", "");
        assertTrue(docs.contains(standard), clause);
      }
    }
  }

  @Test
  void claims_nothing_more() {
    String page =
        new String(new HtmlReport().render(EVIDENCE, Map.of(), false), StandardCharsets.UTF_8);

    assertTrue(page.contains("That a clause is named does not say that it is fulfilled."));
    assertFalse(page.toLowerCase(java.util.Locale.ROOT).contains("complian"));
  }
}
