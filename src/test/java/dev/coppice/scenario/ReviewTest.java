package dev.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coppice.evidence.HumanRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewTest {

  @TempDir Path folder;

  private Optional<HumanRecord> review(String text) throws IOException {
    Files.writeString(folder.resolve("review.yaml"), text);
    return Review.in(folder, "r1");
  }

  @Test
  void is_read_where_it_lies_in_the_bundle() throws IOException {
    assertEquals(Optional.empty(), Review.in(folder, "r1"));

    HumanRecord review =
        review(
                """
                run: r1
                deficiencies:
                  - {what: by hand, owner: Ada, due: 2026-12-15}
                  - {what: done, closed: 2026-12-01}
                sign-off: {by: Grace, on: 2026-11-30}
                """)
            .orElseThrow();

    assertEquals(
        List.of(new HumanRecord.Item("by hand", "Ada", "2026-12-15", null)),
        review.openDeficiencies());
    assertEquals(new HumanRecord.SignOff("Grace", "2026-11-30"), review.signOff());
  }

  @Test
  void stands_in_the_place_of_what_was_said_before_and_leaves_the_rest() throws IOException {
    HumanRecord before =
        new HumanRecord(
            List.of("all"),
            List.of(),
            List.of("Ada"),
            "Grace",
            List.of(),
            List.of(),
            List.of(),
            null,
            "2027-01-01");

    HumanRecord after = before.with(review("run: r1\nparticipants: [Bob]\n").orElseThrow());

    assertEquals(List.of("all"), after.scope());
    assertEquals(List.of("Bob"), after.participants());
    assertEquals("Grace", after.approver());
    assertEquals("2027-01-01", after.nextDate());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run: r2 | :1:6: this is the review of run r2, and the bundle is of run r1",
        "scope: [a] | :1:1: `run` is missing",
        "{run: r1, scop: [a]} | :1:11: unknown key `scop`, did you mean scope?",
        "{run: r1, next-date: soon} | \"soon\" must be a day such as 2026-12-01",
        "{run: r1, deficiencies: [{what: a, due: 2026-02-30}]} | :1:26: \"2026-02-30\" must be a"
            + " day",
        "{run: r1, sign-off: {by: Ada}} | :1:21: `on` is missing",
        "'[a]' | :1:1: a scenario must be a mapping",
      })
  void that_is_wrong_is_told_with_its_place(String text, String said) {
    ScenarioException wrong =
        assertThrows(ScenarioException.class, () -> review(text.replace("'", "") + "\n"));

    String first = wrong.problems().get(0).toString();
    assertEquals(true, first.contains(said), first);
  }
}
