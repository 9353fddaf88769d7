package dev.coppice.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConditionsDocsTest {

  @Test
  void each_condition_has_a_section_under_its_number_and_name() throws IOException {
    assertEquals(
        Judge.RULES.stream().map(rule -> "## " + rule.id() + ". " + rule.name()).toList(),
        Files.readAllLines(Path.of("docs/conditions.md")).stream()
            .filter(line -> line.startsWith("## "))
            .toList());
  }
}
