package dev.coppice.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReportsTest {

  @Test
  void knows_every_kind_of_report() {
    Set<String> written =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.coppice.report")
                .stream()
                .filter(c -> c.isAssignableTo(Report.class) && !c.isInterface())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    Set<String> registered =
        Reports.KINDS.values().stream()
            .map(r -> r.getClass().getName())
            .collect(Collectors.toSet());
    assertTrue(written.size() >= 2, "the search found the kinds");
    assertEquals(written, registered);
  }

  @Test
  void gives_each_kind_a_file_of_its_own() {
    assertEquals(
        Reports.KINDS.size(), Reports.KINDS.values().stream().map(Report::file).distinct().count());
  }
}
