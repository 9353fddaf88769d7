package dev.coppice.selftest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coppice.disaster.LoseService;
import dev.coppice.drill.PlannedShop;
import dev.coppice.drill.Sabotage;
import dev.coppice.plan.Performer;
import dev.coppice.plan.Phase;
import dev.coppice.plan.Step;
import dev.coppice.plan.Verb;
import dev.coppice.process.Command;
import dev.coppice.process.CommandRunner;
import dev.coppice.provision.Site;
import dev.coppice.stack.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class MutationsTest {

  private static final Path DUMP = Path.of("/srv/shop/orders.dump");
  private static final Path STALE = Path.of("/tmp/stale");

  static final List<Mutation> ALL = Mutations.ALL;

  @Test
  void are_those_of_the_contract() {
    assertEquals(
        """
        no restore
        empty restore
        stale backup
        wrong image under the right tag
        one replica less
        environment value changed
        bind source replaced
        volume kept instead of lost
        network shared instead of made anew
        port answered by a stranger
        service that crashes again and again
        one-shot that fails quietly
        application that answers 200 with an error
        probe pointed at something always up
        slow recovery past the objective
        """,
        String.join("", Mutations.ALL.stream().map(mutation -> mutation.name() + "\n").toList()));
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void is_described_on_the_page(Mutation mutation) throws IOException {
    String page = Files.readString(Path.of("docs", "selftest.md"));

    assertTrue(page.contains("| " + mutation.name() + " |"), mutation.name());
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void names_itself_in_the_run_that_it_sabotages(Mutation mutation) {
    assertEquals(mutation.name(), mutation.attempt(whole()).sabotage().name());
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void applies_where_everything_is_there(Mutation mutation) {
    assertNull(mutation.inapplicable(whole()));
  }

  private static Subject whole() {
    return Subjects.of(Subjects.shop()).with(Map.of("orders", STALE), Map.of());
  }

  /** A lie that cannot be told of a stack, and why. */
  record Inapplicable(Mutation mutation, Subject subject, String why) {
    @Override
    public String toString() {
      return mutation.name() + ": " + why;
    }
  }

  static List<Inapplicable> inapplicable() {
    PlannedShop web = new PlannedShop();
    web.disasters.add(new LoseService("web", LoseService.By.REMOVE, 1));
    Subject onlyWeb = Subjects.of(web);
    Subject noStale = Subjects.of(Subjects.shop()).with(Map.of(), Map.of("orders", "no make"));
    PlannedShop patient = Subjects.shop();
    patient.serviceObjectives = Map.of("web", Duration.ofHours(4));
    PlannedShop free = Subjects.shop();
    free.serviceObjectives = Map.of();
    return List.of(
        new Inapplicable(new NoRestore(), onlyWeb, "restores nothing"),
        new Inapplicable(new EmptyRestore(), onlyWeb, "restores nothing"),
        new Inapplicable(new StaleBackup(), onlyWeb, "restores nothing"),
        new Inapplicable(new StaleBackup(), noStale, "no make"),
        new Inapplicable(new KeptVolume(), onlyWeb, "does not lose a volume"),
        new Inapplicable(new SharedNetwork(), onlyWeb, "does not lose a network"),
        new Inapplicable(new QuietJob(), onlyWeb, "no one-shot service"),
        new Inapplicable(new SlowRecovery(), Subjects.of(free), "no recovery time objective"),
        new Inapplicable(new SlowRecovery(), Subjects.of(patient), "240 minutes"));
  }

  @ParameterizedTest
  @MethodSource
  void inapplicable(Inapplicable row) {
    String why = row.mutation().inapplicable(row.subject());

    assertNotNull(why);
    assertTrue(why.contains(row.why()), why);
  }

  /** Commands that a sabotaged rebuild runs; each ends with 7 where it is run at all. */
  private static List<Command> run(Mutation mutation, Command command, int exit) {
    List<Command> ran = new ArrayList<>();
    Site site =
        mutation
            .attempt(whole())
            .sabotage()
            .site(
                site(
                    sent -> {
                      ran.add(sent);
                      return new CommandRunner.Result(7, "", "", false);
                    }));
    assertEquals(exit, site.commands().run(command).exitCode());
    return ran;
  }

  private static Site site(CommandRunner commands) {
    return new Site(null, null, null, commands, null, null, Map.of(), Duration.ZERO);
  }

  @Test
  void leave_the_restore_command_out_or_give_it_another_file_and_other_commands_alone() {
    Command restore = Command.of(Duration.ZERO, "docker", "exec").reading(DUMP);
    Command up = Command.of(Duration.ZERO, "docker", "compose", "up");

    assertEquals(List.of(), run(new NoRestore(), restore, 0));
    assertEquals(
        List.of(restore.reading(Path.of("/dev/null"))), run(new EmptyRestore(), restore, 7));
    assertEquals(List.of(restore.reading(STALE)), run(new StaleBackup(), restore, 7));
    assertEquals(List.of(up), run(new NoRestore(), up, 7));
  }

  private static Map<String, Object> request(String service, boolean oneOff) {
    return Map.of(
        "Cmd", List.of("serve"),
        "Env", List.of("UPSTREAM=api", "UPSTREAM_PORT=80"),
        "Labels", Map.of(Labels.SERVICE, service, Labels.ONE_OFF, oneOff ? "True" : "False"),
        "HostConfig",
            Map.of(
                "Binds", List.of("/srv/shop/web.conf:/etc/web.conf:rw", "/x:/y"),
                "Mounts",
                    List.of(
                        Map.of("Type", "bind", "Source", "/a", "Target", "/etc/web.conf"),
                        Map.of("Type", "volume", "Source", "v", "Target", "/v"))));
  }

  /** What the engine is asked for in place of a request. */
  private static Map<String, Object> asked(Mutation mutation, Map<String, Object> request) {
    List<Map<String, Object>> asked = new ArrayList<>();
    Site honest = site(command -> new CommandRunner.Result(0, "", "", false));
    Sabotage sabotage = mutation.attempt(whole()).sabotage();
    sabotage
        .site(honest.through(step -> new Recording(asked)))
        .gateway()
        .step("create web-1")
        .createContainer("shop-web-1", request);
    return asked.get(0);
  }

  @Test
  void change_one_variable_of_one_service() {
    assertEquals(
        List.of("UPSTREAM=api-coppice-selftest", "UPSTREAM_PORT=80"),
        asked(new ChangedEnvironment(), request("web", false)).get("Env"));
    assertEquals(request("api", false), asked(new ChangedEnvironment(), request("api", false)));
    assertEquals(request("web", true), asked(new ChangedEnvironment(), request("web", true)));
  }

  @Test
  void mount_something_else_in_one_place_in_either_spelling() {
    Object host = asked(new ReplacedBindSource(), request("web", false)).get("HostConfig");

    assertEquals(
        Map.of(
            "Binds", List.of("/dev/null:/etc/web.conf:ro", "/x:/y"),
            "Mounts",
                List.of(
                    new TreeMap<>(
                        Map.of(
                            "Type", "bind",
                            "Source", "/dev/null",
                            "Target", "/etc/web.conf",
                            "ReadOnly", true)),
                    Map.of("Type", "volume", "Source", "v", "Target", "/v"))),
        host);
  }

  @Test
  void let_a_job_end_with_3_and_nobody_wait_for_it() throws Exception {
    assertEquals(
        List.of("/bin/sh", "-c", "exit 3"),
        asked(new QuietJob(), request("migrate", false)).get("Entrypoint"));

    Set<String> performed = new HashSet<>();
    Sabotage sabotage = new QuietJob().attempt(whole()).sabotage();
    for (String service : List.of("migrate", "db")) {
      perform(sabotage, step("await " + service, Verb.AWAIT_COMPLETED, service, 1), performed);
      perform(sabotage, step("start " + service, Verb.START, service, 1), performed);
    }
    assertEquals(Set.of("start migrate", "await db", "start db"), performed);
  }

  private static void perform(Sabotage sabotage, Step step, Set<String> performed)
      throws Exception {
    Performer honest = done -> performed.add(done.id());
    sabotage
        .performer(step.verb(), honest, site(c -> new CommandRunner.Result(0, "", "", false)))
        .perform(step);
  }

  private static Step step(String id, Verb verb, String service, int number) {
    return new Step(
        id,
        Phase.REBUILD,
        verb,
        "shop-" + service + "-" + number,
        "",
        List.of(),
        Map.of(Step.SERVICE, service, Step.NUMBER, String.valueOf(number)));
  }

  @Test
  void wait_for_all_replicas_but_the_one_that_is_missing() throws Exception {
    Set<String> performed = new HashSet<>();
    Sabotage sabotage = new OneReplicaLess().attempt(whole()).sabotage();
    for (Step step :
        List.of(
            step("await api-1", Verb.AWAIT_HEALTHY, "api", 1),
            step("await api-2", Verb.AWAIT_HEALTHY, "api", 2),
            step("await db-1", Verb.AWAIT_HEALTHY, "db", 1))) {
      perform(sabotage, step, performed);
    }
    assertEquals(Set.of("await api-1", "await db-1"), performed);
  }

  @Test
  void leave_one_object_where_it_is_by_its_name_and_remove_the_others() {
    List<Map<String, Object>> none = new ArrayList<>();
    Recording engine = new Recording(none);
    new KeptVolume().attempt(whole()).sabotage().changes(engine).removeVolume("shop_orders");
    new KeptVolume().attempt(whole()).sabotage().changes(engine).removeVolume("other");
    new SharedNetwork().attempt(whole()).sabotage().changes(engine).removeNetwork("net-3");
    new SharedNetwork().attempt(whole()).sabotage().changes(engine).removeNetwork("net-2");

    assertEquals(List.of("remove volume other", "remove network net-2"), engine.removed);
  }

  @Test
  void keep_the_stack_only_where_what_they_leave_is_the_honest_one() {
    assertEquals(
        List.of(
            "volume kept instead of lost",
            "network shared instead of made anew",
            "port answered by a stranger",
            "application that answers 200 with an error",
            "probe pointed at something always up",
            "slow recovery past the objective"),
        Mutations.ALL.stream().filter(m -> !m.spoils()).map(Mutation::name).toList());
    assertFalse(Mutations.ALL.isEmpty());
  }
}
