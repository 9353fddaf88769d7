package dev.coppice.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QuestionsTest {

  @Test
  void every_question_is_registered_under_its_own_name() throws Exception {
    Set<String> written =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.coppice.probe")
                .stream()
                .filter(type -> type.isAssignableTo(Probe.Question.class) && !type.isInterface())
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    Set<String> registered =
        Questions.KINDS.values().stream()
            .map(Class::getName)
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(written, registered);
    for (var kind : Questions.KINDS.entrySet()) {
      assertEquals(kind.getKey(), kind.getValue().getDeclaredField("KIND").get(null));
      assertTrue(kind.getValue().isRecord(), "the keys of " + kind + " are read from its record");
    }
  }
}
