package dev.coppice.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProvisionsTest {

  @Test
  void every_way_to_raise_a_stack_is_registered() {
    Set<String> written =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.coppice.provision")
                .stream()
                .filter(type -> type.isAssignableTo(Provision.class) && !type.isInterface())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());

    assertEquals(
        written,
        Provisions.KINDS.values().stream()
            .map(kind -> kind.getClass().getName())
            .collect(Collectors.toSet()));
  }

  @Test
  void each_is_registered_under_its_own_name() {
    Provisions.KINDS.forEach((name, provision) -> assertEquals(name, provision.kind()));
  }
}
