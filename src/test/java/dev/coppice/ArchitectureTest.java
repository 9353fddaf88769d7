package dev.coppice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.coppice.engine.EngineChanges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The map of the house: its rooms, who may know whom, and who owns which library. */
class ArchitectureTest {

  private static final String ROOT = "dev.coppice";

  /** Who reads evidence meets the engine's identity in it; it is a value and knows nobody. */
  private static final String PART_OF_EVIDENCE = ROOT + ".stack.EngineIdentity";

  /** A rule over no classes passes; so there must be at least this many. */
  private static final int FLOOR = 280;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** A room and the rooms that it may know. */
  record Room(String name, String... mayKnow) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Room> rooms() {
    return List.of(
        new Room(
            "cli",
            "verify",
            "report",
            "selftest",
            "drill",
            "attest",
            "scenario",
            "history",
            "data",
            "disaster",
            "provision",
            "probe",
            "journal",
            "judge",
            "evidence",
            "plan",
            "compose",
            "engine",
            "stack",
            "process",
            "time"),
        new Room("verify", "report", "attest", "journal", "judge", "evidence", "plan", "stack"),
        new Room("report", "history", "evidence"),
        new Room(
            "selftest",
            "drill",
            "scenario",
            "data",
            "provision",
            "probe",
            "evidence",
            "plan",
            "engine",
            "stack",
            "process",
            "time"),
        new Room(
            "drill",
            "attest",
            "scenario",
            "data",
            "disaster",
            "provision",
            "probe",
            "journal",
            "judge",
            "evidence",
            "plan",
            "compose",
            "engine",
            "stack",
            "process",
            "time"),
        new Room(
            "scenario",
            "history",
            "disaster",
            "provision",
            "probe",
            "data",
            "plan",
            "stack",
            "evidence"),
        new Room("history", "evidence", "plan"),
        new Room(
            "data", "provision", "probe", "plan", "engine", "process", "stack", "evidence", "time"),
        new Room("disaster", "plan", "engine", "process", "stack"),
        new Room("provision", "plan", "engine", "process", "stack", "time"),
        new Room("probe", "engine", "process", "stack", "evidence", "time"),
        new Room("journal", "plan", "evidence", "time"),
        new Room("attest", "evidence", "plan", "stack"),
        new Room("judge", "evidence", "plan", "stack"),
        new Room("evidence", "plan", "stack", "time"),
        new Room("plan", "stack"),
        new Room("compose", "stack", "process"),
        new Room("engine", "stack", "time"),
        new Room("stack"),
        new Room("process"),
        new Room("time"));
  }

  /** A library, where its classes lie, and the classes of ours that may use it, as patterns. */
  record Library(String name, String packages, String... owners) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Library> libraries() {
    return List.of(
        new Library("picocli", "picocli..", ROOT + ".cli.*"),
        new Library("FreeMarker", "freemarker..", ROOT + ".report.*"),
        new Library("docker-java", "com.github.dockerjava..", ROOT + ".engine.*"),
        new Library("snakeyaml-engine", "org.snakeyaml..", ROOT + ".scenario.Yaml*"),
        new Library(
            "Jackson",
            "com.fasterxml.jackson..",
            ROOT + ".evidence.*",
            // Names and gaps in JSON whose format others have fixed.
            ROOT + ".attest.Statement*",
            ROOT + ".attest.TestResult*",
            // Raw answers of the engine, whose JSON knows more than docker-java's model.
            ROOT + ".engine.*",
            // Compose's canonical form and the lock file.
            ROOT + ".compose.*",
            ROOT + ".data.BackupManifest*",
            // Manifests and logins of registries, which the engine does not hand out.
            ROOT + ".provision.Registry*",
            // JSON pointers into the answers of probes.
            ROOT + ".probe.Http*"),
        // For the lab engine; no way of losing or raising a stack needs one yet.
        new Library("Testcontainers", "org.testcontainers.."));
  }

  private static DescribedPredicate<JavaClass> matching(String... patterns) {
    String all =
        Stream.of(patterns)
            .map(pattern -> pattern.replace(".", "\\.").replace("*", ".*"))
            .collect(Collectors.joining("|", "(", ")"));
    return DescribedPredicate.describe(
        String.join(", ", patterns), type -> type.getName().matches(all));
  }

  @Test
  void sees_enough_classes_for_its_rules_to_mean_something() {
    assertTrue(CLASSES.size() >= FLOOR, "only " + CLASSES.size() + " classes were seen");
  }

  @Test
  void has_exactly_the_rooms_of_the_map() {
    Set<String> found =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .map(name -> name.equals(ROOT) ? ROOT : name.substring(ROOT.length() + 1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> drawn =
        rooms().stream().map(Room::name).collect(Collectors.toCollection(TreeSet::new));

    assertEquals(drawn, found);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void knows_only_rooms_below_it(Room room) {
    Set<String> known = Set.of(room.mayKnow());
    String[] others =
        rooms().stream()
            .map(Room::name)
            .filter(name -> !name.equals(room.name()) && !known.contains(name))
            .map(name -> ROOT + "." + name + "..")
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + room.name() + "..")
        .should(
            dependOnClassesThat(
                resideInAnyPackage(others).and(DescribedPredicate.not(matching(PART_OF_EVIDENCE)))))
        .allowEmptyShould(false)
        .check(CLASSES);
  }

  @Test
  void has_no_two_rooms_that_know_each_other() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void leaves_each_library_to_its_owners(Library library) {
    ArchRule rule =
        noClasses()
            .that(DescribedPredicate.not(matching(library.owners())))
            .should(dependOnClassesThat(resideInAnyPackage(library.packages())));

    rule.check(CLASSES);
    for (String owner : library.owners()) {
      assertTrue(
          CLASSES.stream()
              .filter(matching(owner))
              .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
              .anyMatch(
                  known -> resideInAnyPackage(library.packages()).test(known.getTargetClass())),
          owner + " does not use " + library + ": take it from the owners");
    }
  }

  @Test
  void writes_to_standard_streams_and_exits_only_on_the_command_line() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".cli")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  @Test
  void says_in_each_package_what_lives_there_and_that_nothing_is_null() throws Exception {
    for (Room room : rooms()) {
      Class<?> info = Class.forName(ROOT + "." + room.name() + ".package-info");

      assertTrue(info.isAnnotationPresent(NullMarked.class), room + " is not null-marked");
    }
  }

  @Test
  void changes_an_engine_only_through_the_gateway() {
    classes()
        .that()
        .implement(EngineChanges.class)
        .should()
        .haveSimpleName("DockerEngine")
        .orShould()
        .haveSimpleName("JournalledChanges")
        .orShould()
        // Stands before the one or the other, and changes nothing of its own accord.
        .haveSimpleName("AlteredChanges")
        .check(CLASSES);
    fields()
        .that()
        .haveRawType(EngineChanges.class)
        .should()
        .beDeclaredInClassesThat(
            // Access only carries the adapter to those who put the gateway before it.
            matching(
                ROOT + ".drill.JournalledGateway",
                ROOT + ".drill.JournalledChanges",
                ROOT + ".selftest.AlteredChanges",
                ROOT + ".drill.Access"))
        .check(CLASSES);
    noClasses()
        .that()
        .doNotHaveSimpleName("Run")
        .and()
        .doNotHaveSimpleName("Resumption")
        .and()
        .doNotHaveSimpleName("EngineLock")
        .should()
        .callMethod(ROOT + ".drill.Access", "changes")
        .orShould()
        .callConstructor(
            ROOT + ".drill.JournalledGateway",
            EngineChanges.class.getName(),
            ROOT + ".process.CommandRunner",
            ROOT + ".journal.Journal",
            ROOT + ".drill.Recorder",
            "java.util.function.Predicate")
        .check(CLASSES);
  }

  @Test
  void knows_the_adapter_itself_only_where_parts_are_put_together() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".engine", ROOT + ".cli")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("DockerEngine")
        .check(CLASSES);
    // Called where the adapter is at hand, a changing call would pass by the gateway.
    Set<String> changing =
        Arrays.stream(EngineChanges.class.getMethods())
            .map(m -> m.getName() + names(Arrays.asList(m.getParameterTypes()), Class::getName))
            .collect(Collectors.toSet());
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".cli")
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "it changes the engine",
                call ->
                    call.getTargetOwner().isAssignableTo(EngineChanges.class)
                        && changing.contains(
                            call.getName()
                                + names(
                                    call.getTarget().getRawParameterTypes(), JavaClass::getName))))
        .check(CLASSES);
  }

  private static <T> String names(List<T> types, Function<T, String> name) {
    return types.stream().map(name).toList().toString();
  }

  /** What a run does goes by its own clock: else a simulation of it would be no such thing. */
  @Test
  void takes_time_and_threads_from_the_clock_of_the_run() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".drill", ROOT + ".journal", ROOT + ".provision")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "start")
        .check(CLASSES);
  }

  @Test
  void keeps_no_state_between_runs() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
    methods()
        .that()
        .haveName("main")
        .should()
        .beDeclaredInClassesThat()
        .resideInAPackage(ROOT + ".cli")
        .check(CLASSES);
  }

  @Test
  void describes_each_kind_in_the_documentation() throws Exception {
    String scenario = Files.readString(Path.of("docs", "scenario.md"));
    Map<String, Set<String>> kinds =
        Map.of(
            "disaster", dev.coppice.disaster.Disasters.KINDS.keySet(),
            "probe", dev.coppice.probe.Questions.KINDS.keySet(),
            "rebuild", dev.coppice.provision.Provisions.KINDS.keySet());

    kinds.forEach(
        (room, names) ->
            names.forEach(
                kind ->
                    assertTrue(
                        scenario.contains("`" + kind + "`")
                            || scenario.contains("`lose: " + kind + "`"),
                        "docs/scenario.md does not describe the " + room + " " + kind)));
  }
}
