package dev.coppice.disaster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.disaster.LoseService.By;
import dev.coppice.stack.Stack;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemsTest {

  private static final List<String> NONE = List.of();

  static Stream<Arguments> mistakes() {
    Disaster containers = new LoseContainers(NONE, NONE);
    Disaster volumes = new LoseVolumes(NONE, NONE);
    return Stream.of(
        Arguments.of(List.of(containers, new LoseNetworks(NONE, NONE), volumes), ""),
        Arguments.of(List.of(containers, new LoseImages(NONE, NONE)), ""),
        Arguments.of(
            List.of(new LoseContainers(List.of("wbe"), NONE)),
            "only wbe: the stack has no service wbe [api, db, migrate, web]"),
        Arguments.of(
            List.of(new LoseContainers(List.of("web"), List.of("db"))),
            "except null: `except` cannot stand beside `only`: give one []"),
        Arguments.of(
            List.of(containers, new LoseVolumes(List.of("theirs"), NONE)),
            "only theirs: volume theirs is external: it is not the stack's to lose []"),
        Arguments.of(
            List.of(containers, new LoseVolumes(NONE, List.of("web:/tpm"))),
            "except web:/tpm: the stack has no volume web:/tpm [orders, theirs, web:/tmp]"),
        Arguments.of(
            List.of(containers, new LoseNetworks(List.of("outside"), NONE)),
            "only outside: network outside is external: it is not the stack's to lose []"),
        Arguments.of(
            List.of(new LoseVolumes(List.of("orders"), NONE)),
            "lose null: volume orders cannot be lost while containers of db stand: lose those"
                + " before it []"),
        Arguments.of(
            List.of(new LoseVolumes(List.of("web:/tmp"), NONE)),
            "lose null: volume web:/tmp cannot be lost while containers of web stand: lose those"
                + " before it []"),
        Arguments.of(
            List.of(
                new LoseService("db", By.REMOVE, null), new LoseVolumes(List.of("orders"), NONE)),
            ""),
        Arguments.of(
            List.of(new LoseService("db", By.KILL, null), new LoseVolumes(List.of("orders"), NONE)),
            "lose null: volume orders cannot be lost while containers of db stand: lose those"
                + " before it []"),
        Arguments.of(
            List.of(
                new LoseContainers(NONE, List.of("migrate")), new LoseImages(List.of("api"), NONE)),
            "lose null: image shop/api:1 cannot be lost while containers of migrate stand: lose"
                + " those before it []"),
        Arguments.of(
            List.of(new LoseService("api", By.KILL, 3)),
            "replicas null: service api has 2 replicas, not 3 []"),
        Arguments.of(
            List.of(
                new LoseContainers(NONE, List.of("web")), new LoseVolumes(NONE, List.of("orders"))),
            "lose null: volume web:/tmp cannot be lost while containers of web stand: lose those"
                + " before it []"),
        Arguments.of(
            List.of(new LoseService("api", By.KILL, 0)),
            "replicas null: replicas must be 1 or more []"),
        Arguments.of(
            List.of(new LoseService("ap", By.KILL, null)),
            "service null: the stack has no service ap [api, db, migrate, web]"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void says_what_cannot_be_before_anything_is_touched(List<Disaster> disasters, String expected) {
    Stack stack = Bookshop.stack();
    Disaster last = disasters.get(disasters.size() - 1);
    assertEquals(
        expected,
        last.problems(stack, disasters.subList(0, disasters.size() - 1)).stream()
            .map(p -> "%s %s: %s %s".formatted(p.key(), p.value(), p.what(), p.candidates()))
            .collect(Collectors.joining("\n")));
  }

  @Test
  void every_kind_of_disaster_is_registered_under_its_own_name() throws Exception {
    Path classes =
        Path.of(Disaster.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<Class<?>> found;
    try (Stream<Path> files = Files.list(classes.resolve("dev/coppice/disaster"))) {
      found =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith("Lose") && !name.contains("$"))
              .map(name -> loaded(name.replace(".class", "")))
              .filter(type -> Disaster.class.isAssignableFrom(type))
              .collect(Collectors.toSet());
    }
    assertEquals(5, found.size());
    assertEquals(found, Set.copyOf(Disasters.KINDS.values()));
    for (String kind : Disasters.KINDS.keySet()) {
      RecordComponent[] settings = Disasters.KINDS.get(kind).getRecordComponents();
      Disaster one =
          settings.length == 2
              ? (Disaster)
                  Disasters.KINDS.get(kind).getDeclaredConstructors()[0].newInstance(NONE, NONE)
              : new LoseService("web", By.KILL, null);
      assertEquals(kind, one.kind());
    }
  }

  private static Class<?> loaded(String name) {
    try {
      return Class.forName("dev.coppice.disaster." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
