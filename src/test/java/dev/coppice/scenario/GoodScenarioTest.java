package dev.coppice.scenario;

import static dev.coppice.scenario.ScenarioFolder.LEAST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.coppice.disaster.LoseContainers;
import dev.coppice.disaster.LoseService;
import dev.coppice.disaster.LoseVolumes;
import dev.coppice.evidence.Percentile;
import dev.coppice.probe.ExecQuestion;
import dev.coppice.probe.HttpQuestion;
import dev.coppice.probe.TcpQuestion;
import dev.coppice.provision.Gates;
import dev.coppice.stack.Service.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoodScenarioTest {

  static final String BOOKSHOP =
      """
      scenario: bookshop-total-loss
      description: Everything on the engine is gone. Registry and backup are not.
      stack:
        compose: compose.yaml
        project: bookshop
        env-file: .env
        profiles: []
      engine: default
      disaster:
        - lose: containers
        - lose: networks
        - lose: volumes
          only: [orders-db]
        - lose: images
      backups:
        orders:
          file: backups/orders.dump
          make: {exec: {service: db, command: [pg_dump, -U, shop, -Fc, orders]}}
          max-age: 24h
      recovery:
        rebuild: native
        empty: [cache, "web:/tmp"]
        images: registry
        restore:
          - backup: orders
            brings: [orders-db]
            exec: {service: db, command: [pg_restore, -U, shop, -d, orders]}
            after: {db: healthy}
            before: [migrate, api]
        timeout: 5m
      steady-state:
        stable-for: 3s
        probes:
          - name: orders are served
            http: {url: "http://127.0.0.1:8080/orders/1", status: 200, json: {/title: "Walden", /id: 1}}
            every: 100ms
          - name: the first 200 orders are there
            exec: {service: db, command: [psql, -tAc, "select 1"], stdout: {equals: "200"}}
            reads: [orders-db]
      keeps: []
      rescue: {cache: none, orders-db: copy}
      rescue-max-age: 30d
      max-downtime: 10m
      afterwards: put-back
      objectives:
        rto: 60s
        services: {web: {rto: 45s}}
      """;

  @TempDir Path folder;

  private Scenario load(String text) {
    return new ScenarioFolder(folder).load(text).scenario();
  }

  @Test
  void reads_a_whole_scenario() {
    Scenario scenario = load(BOOKSHOP);

    assertEquals("bookshop-total-loss", scenario.name());
    assertEquals(folder.resolve("s.yaml"), scenario.file());
    assertEquals(
        new Scenario.StackFiles(
            List.of(folder.resolve("compose.yaml")),
            "bookshop",
            List.of(folder.resolve(".env")),
            List.of()),
        scenario.stack());
    assertNull(scenario.engine());
    assertEquals(4, scenario.disaster().size());
    assertEquals(new LoseVolumes(List.of("orders-db"), List.of()), scenario.disaster().get(2));
    assertEquals(
        new Scenario.Backup(
            "orders",
            folder.resolve("backups/orders.dump"),
            new Scenario.ServiceCommand("db", List.of("pg_dump", "-U", "shop", "-Fc", "orders")),
            Duration.ofHours(24)),
        scenario.backups().get("orders"));
    assertEquals("native", scenario.recovery().rebuild());
    assertEquals(List.of("cache", "web:/tmp"), scenario.recovery().empty());
    Scenario.Restore restore = scenario.recovery().restores().get(0);
    assertEquals(Scenario.Restore.How.EXEC, restore.how());
    assertEquals(Map.of("db", Condition.HEALTHY), restore.after());
    assertEquals(List.of("migrate", "api"), restore.before());
    assertEquals(Set.of("cache"), scenario.rescueNone());
    assertEquals(
        new Scenario.CopyRules(Duration.ofMinutes(10), true, Duration.ofDays(30)),
        scenario.copyRules());
    assertEquals(
        new Scenario.Objectives(Duration.ofMinutes(1), null, Map.of("web", Duration.ofSeconds(45))),
        scenario.objectives());
    HttpQuestion http =
        assertInstanceOf(HttpQuestion.class, scenario.steadyState().probes().get(0).question());
    assertEquals(Map.of("/title", "Walden", "/id", "1"), http.json());
    assertEquals(Duration.ofMillis(100), scenario.steadyState().probes().get(0).every());
    assertEquals(List.of("orders-db"), scenario.steadyState().probes().get(1).reads());
  }

  @Test
  void fills_in_what_is_left_out() {
    Scenario scenario = load(LEAST);

    assertEquals(
        new Scenario.Recovery("native", List.of(), List.of(), Duration.ofMinutes(5)),
        scenario.recovery());
    assertEquals(Duration.ofSeconds(3), scenario.steadyState().stableFor());
    assertEquals(Duration.ofMillis(500), scenario.steadyState().probes().get(0).every());
    assertEquals(Duration.ofSeconds(2), scenario.steadyState().probes().get(0).timeout());
    assertEquals(new Scenario.Objectives(null, null, Map.of()), scenario.objectives());
    assertEquals(List.of(new LoseContainers(List.of(), List.of())), scenario.disaster());
    assertNull(scenario.stack().project());
    assertEquals(Scenario.CopyRules.NOTHING, scenario.copyRules());
  }

  @Test
  void waits_for_health_commands_where_it_can_and_nobody_wants_otherwise() {
    assertEquals(Gates.EAGER, load(LEAST).recovery().gates());
    assertEquals(Gates.ENGINE, load(LEAST + "gates: engine\n").recovery().gates());
    assertEquals(Gates.ENGINE, load(LEAST + "recovery: {rebuild: compose}\n").recovery().gates());
  }

  @Test
  void reads_how_long_answers_may_take_and_lasts_until_they_can_tell() {
    Scenario.SteadyState quick =
        load(LEAST + "      every: 100ms\n      latency: {p95: 200ms, max: 1s}\n").steadyState();

    assertEquals(
        Map.of(Percentile.P95, Duration.ofMillis(200), Percentile.MAX, Duration.ofSeconds(1)),
        quick.probes().get(0).latency());
    assertEquals(Duration.ofSeconds(3), quick.lasts(), "20 answers fit into it");
    assertEquals(
        Duration.ofSeconds(10),
        load(LEAST + "      latency: {p95: 200ms}\n").steadyState().lasts());
    assertEquals(
        Duration.ofSeconds(5),
        load(LEAST.replace("  probes:", "  max-slowdown: 3\n  probes:")).steadyState().lasts());
    assertEquals(Duration.ofSeconds(3), load(LEAST).steadyState().lasts());
  }

  @Test
  void reads_what_is_done_around_a_drill() {
    Scenario.Around around =
        load(LEAST
                + "before: [[./silence, 30m], [./drain]]\nafter: [[./wake]]\n"
                + "halt-if: {command: [./incident]}\n")
            .around();

    assertEquals(List.of(List.of("./silence", "30m"), List.of("./drain")), around.before());
    assertEquals(List.of(List.of("./wake")), around.after());
    assertEquals(
        new Scenario.HaltIf(List.of("./incident"), null, Duration.ofSeconds(5)), around.haltIf());
    assertEquals(Scenario.Around.NOTHING, load(LEAST).around());
    Scenario.HaltIf asked =
        load(LEAST + "halt-if: {tcp: {host: h, port: 1}, timeout: 1s}\n").around().haltIf();
    assertEquals(new TcpQuestion("h", 1), asked.question());
    assertEquals(Duration.ofSeconds(1), asked.timeout());
  }

  @Test
  void hashes_the_file_as_it_is() {
    assertEquals(load(LEAST).sha256(), load(LEAST).sha256());
    assertEquals(64, load(LEAST).sha256().length());
    assertEquals(false, load(LEAST).sha256().equals(load(LEAST + "# more\n").sha256()));
  }

  @Test
  void reads_a_lost_service_and_several_compose_files() {
    Scenario scenario =
        load(
            LEAST
                    .replace("compose: compose.yaml", "compose: [a.yaml, b.yaml]")
                    .replace(
                        "lose: containers", "{lose: service, service: web, by: stop, replicas: 2}")
                + "engine: {endpoint: \"unix:///run/docker.sock\", name: box}\n");

    assertEquals(2, scenario.stack().compose().size());
    assertEquals(List.of(new LoseService("web", LoseService.By.STOP, 2)), scenario.disaster());
    assertEquals(new Scenario.EngineChoice("unix:///run/docker.sock", "box"), scenario.engine());
  }

  @Test
  void resolves_references_and_remembers_them_as_secrets() throws IOException {
    Files.writeString(folder.resolve("password.txt"), "pass: word\n");
    Scenario scenario =
        load(
            LEAST.replace(
                "tcp: {host: 127.0.0.1, port: 8080}",
                "exec: {service: db, command: [check, \"${file:password.txt}\","
                    + " \"a ${env:TOKEN} b ${env:PORT}\"]}\n"
                    + "    - {name: two, tcp: {host: h, port: \"${env:PORT}\"}}"));

    ExecQuestion exec =
        assertInstanceOf(ExecQuestion.class, scenario.steadyState().probes().get(0).question());
    assertEquals(List.of("check", "pass: word", "a s3cr3t-value b 8080"), exec.command());
    assertEquals(Set.of("pass: word", "s3cr3t-value", "8080"), scenario.secrets());
    assertFalse(scenario.toString().contains("s3cr3t"), "secrets in " + scenario);
  }

  @Test
  void refuses_a_link_that_leads_out_unless_paths_may() throws IOException {
    Files.createSymbolicLink(folder.resolve("out.yaml"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(folder.resolve("nowhere.yaml"), Path.of("/no/such/file"));
    for (String link : List.of("out.yaml", "nowhere.yaml")) {
      String text = LEAST.replace("compose.yaml", link);
      assertEquals(1, new ScenarioFolder(folder).problems(text).size(), link);
      assertEquals(
          List.of(folder.resolve(link)), load(text + "paths: anywhere\n").stack().compose());
      Files.delete(folder.resolve(link));
    }
  }

  @Test
  void reads_a_scenario_in_a_folder_that_is_itself_a_link() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Files.writeString(real.resolve("compose.yaml"), "");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    assertEquals("drill", new ScenarioFolder(link).load(LEAST).scenario().name());
  }

  @Test
  void reads_the_example_of_the_documentation() throws IOException {
    String docs = Files.readString(Path.of("docs/scenario.md"));
    String heading = "## A whole scenario\n\n```yaml\n";
    int start = docs.indexOf(heading) + heading.length();
    String example = docs.substring(start, docs.indexOf("```", start));
    assertEquals("bookshop-total-loss", load(example).name());
  }
}
