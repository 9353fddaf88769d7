package dev.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coppice.stack.NetworkDefinition;
import dev.coppice.stack.Service;
import dev.coppice.stack.Service.Condition;
import dev.coppice.stack.Service.Dependency;
import dev.coppice.stack.Service.Mount;
import dev.coppice.stack.Stack;
import dev.coppice.stack.Tree;
import dev.coppice.stack.VolumeDefinition;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioChecksTest {

  private static final String HEAD =
      """
      scenario: drill
      stack: {compose: compose.yaml}
      disaster:
        - lose: containers
      """;

  private static final String PROBES =
      """
      steady-state:
        probes:
          - name: up
            tcp: {host: 127.0.0.1, port: 8080}
      """;

  @TempDir Path folder;

  /**
   * migrate and api wait for db, web for api; web has an anonymous volume and leaves its health
   * check to its image, job turns it off. shop waits for seed and warm to have ended; warm has a
   * health check, and nothing of sleeper stands.
   */
  private static final Stack STACK =
      stack(
          service("db", true, List.of(volume("orders-db", "/var/lib"))),
          service("migrate", false, List.of(), "db"),
          service("api", true, List.of(), "db", "migrate"),
          service("web", false, List.of(volume(null, "/cache"), bind("/data")), "api"),
          service("job", false, List.of()),
          service("seed", false, List.of()),
          service("warm", true, List.of()),
          job("shop", "seed", "warm"),
          scaled("sleeper", 0));

  private static Service service(
      String name, boolean healthCheck, List<Mount> mounts, String... dependsOn) {
    List<Dependency> dependencies =
        Arrays.stream(dependsOn).map(s -> new Dependency(s, Condition.STARTED, true)).toList();
    return new Service(
        name,
        name + ":1",
        null,
        1,
        dependencies,
        mounts,
        List.of("back"),
        healthCheck,
        "h",
        name.equals("job") ? new Tree(Map.of("healthcheck", Map.of("disable", true))) : Tree.EMPTY);
  }

  /** One that waits for others to have ended. */
  private static Service job(String name, String... ended) {
    Service service = service(name, true, List.of());
    List<Dependency> dependencies =
        Arrays.stream(ended).map(s -> new Dependency(s, Condition.COMPLETED, true)).toList();
    return made(service, 1, dependencies);
  }

  private static Service scaled(String name, int replicas) {
    return made(service(name, false, List.of()), replicas, List.of());
  }

  private static Service made(Service service, int replicas, List<Dependency> dependencies) {
    return new Service(
        service.name(),
        service.image(),
        null,
        replicas,
        dependencies,
        service.mounts(),
        service.networks(),
        service.hasHealthCheck(),
        "h",
        service.definition());
  }

  private static Mount volume(String source, String target) {
    return new Mount(Mount.Type.VOLUME, source, target, false);
  }

  private static Mount bind(String target) {
    return new Mount(Mount.Type.BIND, "/host", target, false);
  }

  private static Stack stack(Service... services) {
    VolumeDefinition ours = new VolumeDefinition("orders-db", "shop_orders-db", false, Tree.EMPTY);
    VolumeDefinition others = new VolumeDefinition("archive", "archive", true, Tree.EMPTY);
    return new Stack(
        "shop",
        Path.of("/shop"),
        List.of(),
        List.of(),
        List.of(),
        "2.26.1",
        new TreeMap<>(
            Arrays.stream(services).collect(Collectors.toMap(Service::name, Function.identity()))),
        new TreeMap<>(
            Map.of("back", new NetworkDefinition("back", "shop_back", false, Tree.EMPTY))),
        new TreeMap<>(Map.of("orders-db", ours, "archive", others)),
        new TreeMap<>(),
        new TreeMap<>(),
        "0");
  }

  private static String restore(String settings) {
    return HEAD
        + "backups: {b: {file: b.dump}}\n"
        + "recovery:\n  restore:\n    - backup: b\n      brings: [orders-db]\n"
        + settings
        + PROBES;
  }

  private static String disaster(String lines) {
    return HEAD.replace("  - lose: containers\n", lines) + PROBES;
  }

  @ParameterizedTest
  @MethodSource
  void says_where_the_scenario_does_not_fit_its_stack(String text, List<String> problems) {
    ScenarioFolder scenario = new ScenarioFolder(folder);
    assertEquals(problems, scenario.printed(ScenarioChecks.against(scenario.load(text), STACK)));
  }

  private static Arguments fits(String text) {
    return Arguments.of(text, List.of());
  }

  private static Arguments given(String text, String... problems) {
    return Arguments.of(text, List.of(problems));
  }

  static Stream<Arguments> says_where_the_scenario_does_not_fit_its_stack() {
    String exec = "      exec: {service: db, command: [a]}\n";
    return Stream.of(
        fits(HEAD + PROBES),
        fits(restore(exec + "      after: {db: healthy}\n      before: [migrate, api]\n")),
        fits(restore("      run: {service: api, command: [a]}\n      before: [api]\n")),
        fits(HEAD + "recovery: {empty: [\"web:/cache\"]}\nkeeps: [\"web:/data\"]\n" + PROBES),
        given(
            restore("      exec: {service: bd, command: [a]}\n"),
            "s.yaml:10:23: the stack has no service bd, did you mean db?"),
        given(
            restore(exec + "      after: {dbb: started}\n      before: [apy]\n"),
            "s.yaml:11:15: the stack has no service dbb, did you mean db?",
            "s.yaml:12:16: the stack has no service apy, did you mean api?"),
        fits(restore(exec + "      after: {web: healthy}\n")),
        given(
            restore(exec + "      after: {job: healthy}\n"),
            "s.yaml:11:20: service job turns its health check off and is never healthy, did you"
                + " mean started?"),
        fits(HEAD + "recovery: {empty: [\"web:/of-its-image\"]}\n" + PROBES),
        given(
            HEAD + "recovery: {empty: [\"web:/data\", \"wbe:/x\"]}\n" + PROBES,
            "s.yaml:5:20: the stack has no volume web:/data",
            "s.yaml:5:33: the stack has no volume wbe:/x"),
        given(
            restore(exec + "      before: [db]\n"),
            "s.yaml:11:16: db cannot wait for the restore of b, which waits for it: db ← the"
                + " restore of b"),
        given(
            restore(exec + "      after: {api: healthy}\n      before: [migrate]\n"),
            "s.yaml:12:16: migrate cannot wait for the restore of b, which waits for it: migrate ←"
                + " api ← the restore of b"),
        fits(restore("      run: {service: seed, command: [a]}\n      before: [shop]\n")),
        fits(restore("      exec: {service: warm, command: [a]}\n      after: {warm: healthy}\n")),
        given(
            restore("      exec: {service: warm, command: [a]}\n      after: {shop: started}\n"),
            "s.yaml:10:23: the restore of b runs in a running container of warm, and comes after"
                + " shop, which waits for warm to have ended; `run` in place of `exec` restores in"
                + " a one-off container of it"),
        given(
            restore("      exec: {service: db, command: [a]}\n      after: {db: completed}\n"),
            "s.yaml:10:23: the restore of b runs in a running container of db, and waits for it to"
                + " have ended; `run` in place of `exec` restores in a one-off container of it"),
        given(
            restore("      exec: {service: seed, command: [a]}\n      before: [shop]\n"),
            "s.yaml:10:23: the restore of b runs in a running container of seed, which is a job:"
                + " other services wait for it to have ended, and nothing keeps it running; `run`"
                + " in place of `exec` restores in a one-off container of it"),
        given(
            restore("      exec: {service: sleeper, command: [a]}\n"),
            "s.yaml:10:23: the restore of b runs in a running container of sleeper, and the"
                + " definition gives it none; `run` in place of `exec` restores in a one-off"
                + " container of it"),
        given(
            HEAD + "backups: {b: {file: b, make: {exec: {service: dd, command: [a]}}}}\n" + PROBES,
            "s.yaml:5:47: the stack has no service dd, did you mean db?"),
        given(
            HEAD + "recovery: {empty: [shop_orders-db, zzz]}\n" + PROBES,
            "s.yaml:5:20: the stack has no volume shop_orders-db, did you mean orders-db?",
            "s.yaml:5:36: the stack has no volume zzz"),
        given(
            HEAD + "rescue: {order-db: none}\n" + PROBES,
            "s.yaml:5:10: the stack has no volume order-db, did you mean orders-db?"),
        given(
            HEAD + "keeps: [\"web:/dat\"]\n" + PROBES,
            "s.yaml:5:9: the stack has no writable bind mount web:/dat, did you mean web:/data?"),
        given(
            HEAD + "objectives: {services: {wbe: {rto: 1s}}}\n" + PROBES,
            "s.yaml:5:25: the stack has no service wbe, did you mean web?"),
        given(
            HEAD
                + PROBES
                + "    - {name: n, exec: {service: apj, command: [a], stdout: {equals: x}}, reads:"
                + " [order]}\n",
            "s.yaml:9:33: the stack has no service apj, did you mean api?",
            "s.yaml:9:82: the stack has no volume order"),
        given(
            disaster("  - {lose: containers, only: [db, wbe]}\n"),
            "s.yaml:4:35: the stack has no service wbe, did you mean web?"),
        given(
            disaster("  - {lose: service, service: wep}\n"),
            "s.yaml:4:30: the stack has no service wep, did you mean web?"),
        given(
            disaster("  - {lose: service, service: web, replicas: 3}\n"),
            "s.yaml:4:45: service web has 1 replicas, not 3"),
        given(
            disaster("  - lose: containers\n  - {lose: volumes, only: [archive]}\n"),
            "s.yaml:5:28: volume archive is external: it is not the stack's to lose"),
        given(
            disaster("  - {lose: containers, only: [web]}\n  - lose: volumes\n"),
            "s.yaml:5:11: volume orders-db cannot be lost while containers of db stand: lose those"
                + " before it"),
        given(
            disaster(
                "  - {lose: service, service: db, by: stop}\n  - lose: containers\n"
                    + "  - lose: volumes\n"),
            "s.yaml:4:38: service db cannot be stopped gracefully while its volume orders-db is"
                + " lost: kill it"));
  }
}
