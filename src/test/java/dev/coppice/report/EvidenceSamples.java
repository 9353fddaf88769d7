package dev.coppice.report;

import dev.coppice.evidence.Evidence;
import dev.coppice.evidence.Evidence.Condition;
import dev.coppice.evidence.Evidence.Count;
import dev.coppice.evidence.Evidence.Difference;
import dev.coppice.evidence.Evidence.ObjectResult;
import dev.coppice.evidence.Evidence.ObjectiveResult;
import dev.coppice.evidence.Evidence.Phase;
import dev.coppice.evidence.Evidence.ProbeResult;
import dev.coppice.evidence.Evidence.Replica;
import dev.coppice.evidence.Evidence.ServiceResult;
import dev.coppice.evidence.Evidence.Span;
import dev.coppice.evidence.Evidence.StepResult;
import dev.coppice.evidence.Outcome;
import dev.coppice.evidence.RunRecord;
import dev.coppice.evidence.Verdict;
import dev.coppice.stack.EngineIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Runs of every kind that a report must be good at. */
final class EvidenceSamples {

  static final String HOSTILE =
      "<script>alert(1)</script>\"' onload=x \u001b[31mred\u001b[0m \u202Eevil\u202C ${7*7} \u0000"
          + " &amp; ]]> 𝄞";

  private static final List<String> CONDITIONS =
      List.of(
          "steady state before",
          "negative control",
          "gone",
          "fresh",
          "images",
          "configuration",
          "services stand",
          "steady state after",
          "data",
          "bystanders",
          "objectives");

  private EvidenceSamples() {}

  /** Every sample by its name. */
  static Map<String, Evidence> all() {
    Map<String, Evidence> samples = new TreeMap<>();
    samples.put("verified", verified());
    samples.put("not-verified", notVerified());
    samples.put("inconclusive", inconclusive());
    samples.put("refused", refused());
    samples.put("hostile", hostile());
    samples.put("many", many());
    return samples;
  }

  static Map<String, String> logs(String sample) {
    return switch (sample) {
      case "not-verified" ->
          Map.of(
              "bookshop-api-1.log",
              "2026-03-01T12:00:14Z starting\n\u001b[31mconfig: DATABASE_URL is not set\u001b[0m\n"
                  + "Traceback: KeyError: 'DATABASE_URL'\n",
              "bookshop-db-1.log",
              "database system is ready to accept connections\n".repeat(260));
      case "hostile" -> Map.of("<b>x</b>.log", HOSTILE + "\n" + "A".repeat(5000));
      default -> Map.of();
    };
  }

  /** Everything was lost and everything came back. */
  static Evidence verified() {
    Evidence run = refused();
    return with(
        run,
        Verdict.VERIFIED,
        List.of(),
        conditions(Map.of(10, Outcome.TRUE), Map.of()),
        new Evidence.Rta(21_412.4, 104.2),
        List.of(
            new ObjectiveResult("rto", 60_000, 21_412.4, true),
            new ObjectiveResult("web rto", 45_000, 19_240.0, true)),
        phases(),
        services(),
        probes(21_412),
        steps(),
        List.of(
            "pull registry:5000/bookshop/db@sha256:" + hash(3),
            "start db-1",
            "restore orders",
            "start migrate-1",
            "start api-2",
            "start web-1"));
  }

  /** The rebuild failed: api does not start. */
  static Evidence notVerified() {
    List<ServiceResult> services = new ArrayList<>(services().subList(0, 2));
    services.add(service("api", 2, 0, 14_000.0, 14_400.0, null, true, false));
    services.add(service("web", 1, 0, null, null, null, true, false));
    List<StepResult> steps = new ArrayList<>(steps().subList(0, 6));
    steps.add(
        new StepResult(
            "await healthy api-1",
            "rebuild",
            "await healthy",
            "bookshop-api-1",
            "failed",
            14_400,
            30_000,
            true,
            "bookshop-api-1 exited with code 1 before its health check succeeded"));
    List<ProbeResult> probes = new ArrayList<>();
    for (ProbeResult p : probes(21_412)) {
      probes.add(
          new ProbeResult(
              p.name(),
              p.kind(),
              p.asks(),
              false,
              p.before(),
              p.outage(),
              new Count(0, 0),
              null,
              p.firstFailureMs(),
              null,
              "connection refused",
              List.of(new Span(-3000, 90, true), new Span(90, 44_400, false))));
    }
    return with(
        refused(),
        Verdict.NOT_VERIFIED,
        List.of(
            "rebuild: api did not become ready: bookshop-api-1 exited with code 1 before its health"
                + " check succeeded.",
            "verify: the probe \"orders are served\" did not pass again: connection refused."),
        conditions(
            Map.of(7, Outcome.FALSE, 8, Outcome.FALSE, 9, Outcome.UNKNOWN, 11, Outcome.FALSE),
            Map.of(7, "api: 0 of 2 replicas stand; web: 0 of 1.")),
        null,
        List.of(new ObjectiveResult("rto", 60_000, null, false)),
        List.of(
            new Phase("rescue", -2800, 2500), new Phase("destroy", 0, 1800),
            new Phase("outage", 1800, 700), new Phase("rebuild", 2500, 41_900)),
        services,
        probes,
        steps,
        List.of("start db-1", "restore orders", "await healthy api-1"));
  }

  /** A probe never failed, the ledger ran, and the run had been interrupted. */
  static Evidence inconclusive() {
    Evidence v = verified();
    List<ProbeResult> probes = new ArrayList<>(v.probes());
    probes.set(
        1,
        new ProbeResult(
            "a static page",
            "http",
            "GET http://127.0.0.1:8080/about",
            false,
            new Count(30, 0),
            new Count(7, 0),
            new Count(30, 0),
            null,
            null,
            null,
            null,
            List.of(new Span(-3000, 24_500, true))));
    Evidence i =
        with(
            v,
            Verdict.INCONCLUSIVE,
            List.of("outage: the probe \"a static page\" never failed, so it proves nothing."),
            conditions(
                Map.of(2, Outcome.UNKNOWN, 11, Outcome.UNKNOWN),
                Map.of(2, "The probe \"a static page\" never failed while the stack was gone.")),
            new Evidence.Rta(95_300, 61_000),
            List.of(
                new ObjectiveResult("rto", 60_000, null, false),
                new ObjectiveResult("rpo", 900_000, 3100.0, true)),
            v.phases(),
            v.services(),
            probes,
            v.steps(),
            v.criticalPath());
    return new Evidence(
        i.format(),
        i.run(),
        "resume",
        i.scenario(),
        i.tool(),
        i.engine(),
        i.project(),
        i.definition(),
        i.operator(),
        i.planSha256(),
        i.sabotage(),
        i.rebuild(),
        true,
        i.startedAt(),
        i.impactAt(),
        i.verdict(),
        i.reasons(),
        i.conditions(),
        i.heldMs(),
        i.rta(),
        new Evidence.Rpa(3, 3100.0, 40, List.of(38, 39, 40), List.of()),
        i.facts(),
        i.backups(),
        i.objectives(),
        i.phases(),
        i.services(),
        i.networks(),
        i.volumes(),
        i.images(),
        i.probes(),
        List.of(
            new Difference(
                "api",
                "/environment/LOG_LEVEL",
                "info",
                "debug",
                "the definition changed: compose.yaml sets debug"),
            new Difference("web", "/hostConfig/memory", "268435456", null, null)),
        i.steps(),
        i.criticalPath(),
        i.rescueCopies(),
        List.of("container grafana was restarted by somebody else at +4.1 s."),
        List.of("The wall clock jumped by 2.4 s during the rebuild."),
        List.of("The volume cache may come back empty, so nothing was asked about it."));
  }

  /** Each outcome that a condition can have. */
  static Evidence everyOutcome() {
    Evidence v = verified();
    return with(
        v,
        Verdict.NOT_VERIFIED,
        v.reasons(),
        conditions(
            Map.of(
                3, Outcome.FALSE, 5, Outcome.UNKNOWN, 7, Outcome.FALSE, 11, Outcome.NOT_APPLICABLE),
            Map.of()),
        v.rta(),
        List.of(),
        v.phases(),
        v.services(),
        v.probes(),
        v.steps(),
        v.criticalPath());
  }

  /** A run with these conditions and nothing else of interest. */
  static Evidence judged(List<Condition> conditions) {
    Evidence v = verified();
    return with(
        v,
        Verdict.INCONCLUSIVE,
        List.of(),
        conditions,
        v.rta(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** It ended before impact, so that there is nothing to show but why. */
  static Evidence refused() {
    Map<Integer, Outcome> unknown = new TreeMap<>();
    IntStream.rangeClosed(1, 11).forEach(id -> unknown.put(id, Outcome.UNKNOWN));
    return new Evidence(
        Evidence.FORMAT,
        "20260301-120000-7f3a",
        "run",
        new RunRecord.ScenarioFile(
            "bookshop-total-loss", null, "scenarios/bookshop/total-loss.yaml", hash(1)),
        new RunRecord.Tool("0.1.0", hash(9).substring(0, 40)),
        new EngineIdentity(
            "greenhouse",
            "e1",
            "20.10.24",
            "1.41",
            "/var/lib/docker",
            "unix:///var/run/docker.sock"),
        "bookshop",
        new RunRecord.Definition(null, false),
        new RunRecord.Operator("ada", "greenhouse", "terminal"),
        hash(2),
        null,
        "native",
        false,
        Instant.parse("2026-03-01T12:00:00Z"),
        null,
        Verdict.INCONCLUSIVE,
        List.of("baseline: the probe \"orders are served\" failed before the disaster: 503."),
        conditions(unknown, Map.of()),
        null,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** Every text that others can choose is hostile. */
  static Evidence hostile() {
    Evidence v = inconclusive();
    String h = HOSTILE;
    return new Evidence(
        v.format(),
        h,
        v.command(),
        new RunRecord.ScenarioFile(h, h, h, h),
        new RunRecord.Tool(h, h),
        new EngineIdentity(h, h, h, h, h, h),
        h,
        new RunRecord.Definition(h, true),
        new RunRecord.Operator(h, h, h),
        h,
        h,
        h,
        true,
        v.startedAt(),
        v.impactAt(),
        Verdict.NOT_VERIFIED,
        List.of(h, h),
        List.of(new Condition(1, h, Outcome.FALSE, h), new Condition(1, h, Outcome.UNKNOWN, h)),
        1.0,
        v.rta(),
        v.rpa(),
        List.of(new Evidence.FactResult(h, h, h, "1", h, h, false)),
        List.of(new Evidence.Backup(h, h, 1, v.startedAt(), 1)),
        List.of(new ObjectiveResult(h, 1, 2.0, false)),
        List.of(new Phase(h, 0, 10)),
        List.of(
            new ServiceResult(
                h,
                List.of(new Replica(h, h, h, h, h, 1, 2, true)),
                List.of(new Replica(h, h, h, h, h, 1, 2, true)),
                1.0,
                2.0,
                2.5,
                2.8,
                3.0,
                true,
                true,
                false,
                List.of(h),
                List.of(new Evidence.Life(h, 1.0, 2.0, h, 3, List.of(4.0))))),
        List.of(new ObjectResult(h, h, h)),
        List.of(new ObjectResult(h, h, null)),
        List.of(new ObjectResult(h, h, h + "2")),
        List.of(
            new ProbeResult(
                h,
                h,
                h,
                true,
                new Count(1, 0),
                new Count(0, 1),
                new Count(1, 0),
                1.0,
                1.0,
                2.0,
                h,
                List.of(new Span(0, 9, true)))),
        List.of(new Difference(h, h, h, h, h)),
        List.of(
            new StepResult(h, h, h, h, "FAILED", 1, 1, true, h),
            new StepResult("p", "rebuild", "pull", h, "DONE", 1, 1, true, null)),
        List.of(h),
        List.of(new RunRecord.RescueCopy(h, h, h, 1, 1)),
        List.of(h),
        List.of(h),
        List.of(h));
  }

  /** A hundred services and forty probes. */
  static Evidence many() {
    Evidence v = verified();
    List<ServiceResult> services = new ArrayList<>();
    List<StepResult> steps = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double created = 2000 + i * 90;
      String name =
          i == 50
              ? "a-service-with-quite-a-long-name-that-someone-thought-was-clear"
              : "service-" + i;
      services.add(
          service(
              name,
              i % 7 == 0 ? 3 : 1,
              i % 7 == 0 ? 3 : 1,
              created,
              created + 300,
              created + 900 + (i % 11) * 700,
              i % 20 == 0,
              false));
      steps.add(step("pull", "registry:5000/many/" + name, 2000 + i, 100 + (i * 37) % 900, false));
    }
    List<ProbeResult> probes = new ArrayList<>();
    for (int p = 0; p < 40; p++) {
      List<Span> spans = new ArrayList<>(List.of(new Span(-3000, 50 + p, true)));
      for (int s = 0; s < 12; s++) {
        double from = 50 + p + s * 1100;
        spans.add(new Span(from, from + 1100, s > 8 && s % 2 == 1));
      }
      spans.add(new Span(50 + p + 12 * 1100, 24_500, true));
      probes.add(
          new ProbeResult(
              "page " + p,
              "http",
              "GET http://127.0.0.1/" + p,
              false,
              new Count(30, 0),
              new Count(0, 9),
              new Count(30, 0),
              13_200.0,
              50.0 + p,
              13_250.0 + p,
              "refused",
              spans));
    }
    return with(
        v,
        v.verdict(),
        v.reasons(),
        v.conditions(),
        v.rta(),
        v.objectives(),
        v.phases(),
        services,
        probes,
        steps,
        List.of("start service-0", "start service-20"));
  }

  private static Evidence with(
      Evidence e,
      Verdict verdict,
      List<String> reasons,
      List<Condition> conditions,
      Evidence.Rta rta,
      List<ObjectiveResult> objectives,
      List<Phase> phases,
      List<ServiceResult> services,
      List<ProbeResult> probes,
      List<StepResult> steps,
      List<String> criticalPath) {
    return new Evidence(
        e.format(),
        e.run(),
        e.command(),
        e.scenario(),
        e.tool(),
        e.engine(),
        e.project(),
        new RunRecord.Definition(hash(8).substring(0, 40), false),
        e.operator(),
        e.planSha256(),
        e.sabotage(),
        e.rebuild(),
        e.interrupted(),
        e.startedAt(),
        Instant.parse("2026-03-01T12:00:09.250Z"),
        verdict,
        reasons,
        conditions,
        1830.0,
        rta,
        null,
        List.of(),
        List.of(
            new Evidence.Backup(
                "orders", hash(4), 48_213, Instant.parse("2026-03-01T11:12:41Z"), 2_848_250)),
        objectives,
        phases,
        services,
        List.of(
            new ObjectResult("bookshop_front", hash(20), hash(21)),
            new ObjectResult("bookshop_back", hash(22), hash(23))),
        List.of(
            new ObjectResult(
                "bookshop_orders-db", "2026-02-27T08:00:12Z", "2026-03-01T12:00:12Z, run 7f3a")),
        List.of(image("db", 3), image("api", 5), image("web", 6)),
        probes,
        List.of(),
        steps,
        criticalPath,
        List.of(
            new RunRecord.RescueCopy(
                "bookshop_orders-db",
                "/home/ada/.local/state/coppice/rescue/20260301-120000-7f3a/bookshop_orders-db.tar",
                hash(7),
                41_943_040,
                1312)),
        List.of(),
        List.of(),
        List.of());
  }

  private static List<Condition> conditions(
      Map<Integer, Outcome> outcomes, Map<Integer, String> reasons) {
    return IntStream.rangeClosed(1, 11)
        .mapToObj(
            id -> {
              Outcome outcome = outcomes.getOrDefault(id, Outcome.TRUE);
              String reason =
                  switch (outcome) {
                    case TRUE -> "All of it was seen.";
                    case FALSE -> "It does not hold.";
                    case UNKNOWN -> "The run ended before this could be asked.";
                    case NOT_APPLICABLE -> "The scenario does not ask for it.";
                  };
              return new Condition(
                  id, CONDITIONS.get(id - 1), outcome, reasons.getOrDefault(id, reason));
            })
        .toList();
  }

  private static List<Phase> phases() {
    return List.of(
        new Phase("baseline", -6300, 3500), new Phase("rescue", -2800, 2500),
        new Phase("destroy", 0, 1800), new Phase("outage", 1800, 700),
        new Phase("rebuild", 2500, 18_600), new Phase("verify", 21_100, 3400));
  }

  private static List<ServiceResult> services() {
    return List.of(
        service("db", 1, 1, 6200.0, 6500.0, 8900.0, true, false),
        service("migrate", 1, 1, 12_100.0, 12_350.0, 13_800.0, true, true),
        service("api", 2, 2, 13_900.0, 14_400.0, 17_700.0, true, false),
        service("web", 1, 1, 5100.0, 17_900.0, 19_240.0, true, false));
  }

  private static ServiceResult service(
      String name,
      int before,
      int after,
      Double created,
      Double started,
      Double ready,
      boolean critical,
      boolean oneShot) {
    int seed = Math.abs(name.hashCode() % 10_000) + 100;
    return new ServiceResult(
        name,
        replicas(name, before, seed),
        replicas(name, after, seed + 50),
        created,
        started,
        null,
        ready,
        ready,
        critical,
        true,
        oneShot,
        name.equals("db") ? List.of() : List.of("db"),
        List.of());
  }

  private static List<Replica> replicas(String service, int count, int seed) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Replica(
                    hash(seed + i),
                    "registry:5000/bookshop/" + service,
                    "sha256:" + hash(3),
                    "running",
                    null,
                    0,
                    0,
                    false))
        .toList();
  }

  private static List<ProbeResult> probes(double back) {
    List<Span> spans =
        List.of(new Span(-3000, 90, true), new Span(90, back, false), new Span(back, 24_500, true));
    return List.of(
        new ProbeResult(
            "orders are served",
            "http",
            "GET http://127.0.0.1:8080/orders/1 is 200, /title is Walden",
            false,
            new Count(30, 0),
            new Count(0, 7),
            new Count(31, 0),
            back - 90,
            90.0,
            back,
            "connection refused",
            spans),
        new ProbeResult(
            "the first 200 orders are there",
            "exec",
            "psql in db answers 200",
            false,
            new Count(30, 0),
            new Count(0, 7),
            new Count(31, 0),
            12_510.0,
            140.0,
            12_650.0,
            "no such container",
            List.of(
                new Span(-3000, 140, true),
                new Span(140, 12_650, false),
                new Span(12_650, 24_500, true))),
        new ProbeResult(
            "the port answers",
            "tcp",
            "127.0.0.1:8080",
            false,
            new Count(30, 0),
            new Count(0, 7),
            new Count(31, 0),
            17_810.0,
            80.0,
            17_890.0,
            "connection refused",
            List.of(
                new Span(-3000, 80, true),
                new Span(80, 17_890, false),
                new Span(17_890, 24_500, true))));
  }

  private static List<StepResult> steps() {
    String db = "registry:5000/bookshop/db@sha256:" + hash(3);
    return List.of(
        new StepResult("pull " + db, "rebuild", "pull", db, "done", 2500, 3700, true, null),
        step("pull", "registry:5000/bookshop/api@sha256:" + hash(5), 2500, 2900, false),
        step("pull", "registry:5000/bookshop/web@sha256:" + hash(6), 2510, 1600, false),
        step("create", "bookshop-db-1", 6200, 60, false),
        new StepResult(
            "start db-1", "rebuild", "start", "bookshop-db-1", "done", 6300, 200, true, null),
        new StepResult(
            "restore orders", "rebuild", "restore", "orders", "done", 8950, 3100, true, null),
        new StepResult(
            "start api-2", "rebuild", "start", "bookshop-api-2", "done", 14_100, 300, true, null),
        new StepResult(
            "start web-1", "rebuild", "start", "bookshop-web-1", "done", 17_700, 200, true, null));
  }

  private static StepResult step(
      String verb, String object, double start, double ms, boolean critical) {
    return new StepResult(
        verb + " " + object, "rebuild", verb, object, "done", start, ms, critical, null);
  }

  private static ObjectResult image(String name, int seed) {
    return new ObjectResult(
        "registry:5000/bookshop/" + name + ":1", "sha256:" + hash(seed), "sha256:" + hash(seed));
  }

  private static String hash(int seed) {
    byte[] bytes = new byte[32];
    new Random(seed).nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
