package dev.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.evidence.Bundle;
import dev.coppice.evidence.Evidence;
import dev.coppice.verify.HonestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateCommandTest {

  @TempDir Path folder;

  private Path reports;
  private Path bundle;
  private String scenario;

  @BeforeEach
  void oneHonestRun() throws IOException {
    reports = folder.resolve("reports");
    bundle = HonestBundle.in(Files.createDirectories(reports.resolve("shop").resolve("run")));
    Evidence evidence = Bundle.open(bundle).evidence();
    scenario = evidence.scenario().name();
  }

  private Path rules(String text) throws IOException {
    return Files.writeString(folder.resolve("rules.yaml"), text);
  }

  @Test
  void passes_where_each_rule_holds_and_says_so_in_a_sentence_each() throws IOException {
    Path junit = folder.resolve("out").resolve("junit.xml");
    Path summary = folder.resolve("out").resolve("summary.md");
    Path rules = rules("rules: {verified: true, no-slower: {}}\n");

    Said said =
        Said.by(
            "gate", "--reports", reports, "--rules", rules, "--junit", junit, "--summary", summary);

    assertEquals(0, said.exit(), said.out() + said.err());
    assertTrue(said.out().startsWith(scenario + ": passed\n"), said.out());
    assertTrue(said.out().contains("  verified          passed          the last drill"));
    assertTrue(said.out().contains("  no-slower         not enough runs not enough runs: 0"));
    String xml = Files.readString(junit);
    assertTrue(xml.contains("failures=\"0\" errors=\"0\" skipped=\"1\""), xml);
    assertTrue(Files.readString(summary).contains("| verified | passed |"));
  }

  @Test
  void fails_where_the_bundle_was_changed_after_it_was_sealed() throws IOException {
    Files.writeString(bundle.resolve("events.ndjson"), "\n", StandardOpenOption.APPEND);
    Path rules = rules("rules: {verified: true}\n");
    Path junit = folder.resolve("junit.xml");

    Said said = Said.by("gate", "--reports", reports, "--rules", rules, "--junit", junit);

    assertEquals(1, said.exit(), said.out());
    assertTrue(said.out().contains("may not be believed: events.ndjson"), said.out());
    assertTrue(Files.readString(junit).contains("failures=\"1\""));
  }

  @Test
  void no_evidence_fails() throws IOException {
    Path rules = rules("rules: {verified: true}\n");

    Said said = Said.by("gate", "--reports", folder.resolve("none"), "--rules", rules, "shop");

    assertEquals(1, said.exit(), said.err());
    assertTrue(said.out().contains("there is no drill"), said.out());
  }

  @Test
  void nobody_can_tell_of_a_name_whether_the_definition_is_the_same() throws IOException {
    Path rules = rules("rules: {same-definition: true}\n");

    Said said = Said.by("gate", "--reports", reports, "--rules", rules, scenario);

    assertEquals(1, said.exit());
    assertTrue(said.out().contains("give the scenario's file"), said.out());
  }

  @Test
  void a_change_of_the_scenario_makes_it_need_verification() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("s.yaml"),
            "scenario: %s\nstack: {compose: compose.yaml}\ngate: {same-definition: true}\n"
                .formatted(scenario));

    Said said = Said.by("gate", "--reports", reports, file);

    assertEquals(1, said.exit(), said.err());
    assertTrue(said.out().contains("needs verification since run"), said.out());
    assertTrue(said.out().contains("the scenario's file " + file + " was changed"), said.out());
  }

  @Test
  void asks_for_a_past_that_is_not_there_only_where_somebody_names_it() {
    Said said = Said.by("gate", "--reports", folder.resolve("none"));

    assertEquals(2, said.exit());
    assertTrue(said.err().contains("no scenario was named"), said.err());
  }

  @Test
  void rules_for_a_scenario_that_is_not_asked_about_are_wrong_input() throws IOException {
    Path rules = rules("scenarios:\n  shpo: {verified: true}\n");

    Said said = Said.by("gate", "--reports", reports, "--rules", rules, scenario);

    assertEquals(2, said.exit());
    assertTrue(said.err().startsWith(rules + ":2:3: rules of `shpo`"), said.err());
  }

  @Test
  void tells_everything_that_is_wrong_with_a_file_of_rules() throws IOException {
    Path rules = rules("rules: {max-aeg: 7d}\nscenarios:\n  shop: {}\nrulse: {}\n");

    Said said = Said.by("gate", "--reports", reports, "--rules", rules);

    assertEquals(2, said.exit());
    assertTrue(
        said.err().contains(":1:9: unknown key `max-aeg`, did you mean max-age?"), said.err());
    assertTrue(said.err().contains(":3:9: the gate names no rule"), said.err());
    assertTrue(said.err().contains(":4:1: unknown key `rulse`, did you mean rules?"), said.err());
  }
}
